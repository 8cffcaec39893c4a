export { type Addresses, findAddresses } from './addresses.ts';
export { CouldNotLook } from './could-not-look.ts';
export type { Database } from './database.ts';
export { type Sources, withSources } from './sources.ts';
export { type Subscriber, subscribers } from './subscribers.ts';
