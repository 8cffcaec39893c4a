export { appendEvents, eventsParameter } from './append.ts';
export { isOwn } from './forgotten.ts';
export type { History } from './history.ts';
export { createOutbox, type Outbox, type OutboxOptions, relayLock, unheard } from './outbox.ts';
export { settleIn } from './settle-in.ts';
export { outboxCatchUp, outboxCluster, outboxTables } from './tables.ts';
export { beginCatchUp, completed, type OutboxEvent, TakingBack } from './take-back.ts';
