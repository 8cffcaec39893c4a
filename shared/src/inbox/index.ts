export { deadLettersCommand } from './dead-letters-command.ts';
export { type HeardAgain, hearAgain } from './hear-again.ts';
export { createInbox, type InboxOptions } from './inbox.ts';
export type { OpenInbox, Projections } from './open-inbox.ts';
export { Poison } from './poison.ts';
export { replayCommand } from './replay-command.ts';
export { type Handler, on, type Subscription } from './subscription.ts';
export { discardedLetters, inboxTables } from './tables.ts';
