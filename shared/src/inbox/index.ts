export { createInbox, type InboxOptions } from './inbox.ts';
export { Poison } from './poison.ts';
export { type Handler, on, type Subscription } from './subscription.ts';
export { inboxTables } from './tables.ts';
