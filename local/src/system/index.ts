export { portOffset } from './port-offset.ts';
export { type Ports, portNames, usualPorts } from './ports.ts';
export type { ServiceInstance } from './service-instance.ts';
export type { Exit } from './service-process.ts';
export { type DatabaseOwner, databaseOwners, type ProcessName, type ServiceName, serviceNames } from './services.ts';
export type { ServerInstance } from './start-servers.ts';
export { type System, type SystemOptions, startSystem } from './start-system.ts';
