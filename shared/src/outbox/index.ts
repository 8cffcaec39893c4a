export { appendEvents, eventsParameter } from './append.ts';
export { createOutbox, type Outbox, type OutboxOptions, relayLock, unheard } from './outbox.ts';
export { outboxTables } from './tables.ts';
