export { appendEvents, eventsParameter } from './append.ts';
export { createOutbox, type Outbox, type OutboxOptions, relayLock, unheard } from './outbox.ts';
export { outboxCluster, outboxTables } from './tables.ts';
