export type { Dependency } from './dependency.ts';
export { faultPoint } from './fault-point.ts';
export type { Part } from './part.ts';
export { Refusal } from './refusal.ts';
export {
  type CommandContext,
  commandWith,
  type FrugalCommand,
  runService,
  type Service,
  type ServiceDefinition,
} from './run-service.ts';
export { startParts } from './start-parts.ts';
export { type Leftover, stopParts } from './stop-parts.ts';
