export { type Addresses, findAddresses } from './addresses.ts';
export { CouldNotLook } from './could-not-look.ts';
export { type Database, openDatabase } from './database.ts';
export { runServiceCommand, type ServiceCommand } from './service-command.ts';
export { type Sources, withNats, withSources } from './sources.ts';
export { type Subscriber, subscribers } from './subscribers.ts';
