// A service opened for an operator's command: what it owns and how it applies events, with nothing that serves, listens or publishes.

import type { Database } from '../database/index.ts';
import type { Subscription } from './subscription.ts';

/**
 * What a service knows of others: by the name of the table, the subscriptions whose handlers fill it. These do nothing else, and the newest
 * version of each row wins, so that the table can be filled again at any time.
 */
export type Projections<Schema> = Readonly<Record<string, readonly Subscription<Schema>[]>>;

export type OpenInbox<Schema> = {
  database: Database<Schema>;
  /** The very handlers that the serving inbox has. What they append to the outbox is found by the relay's next look. */
  subscriptions: readonly Subscription<Schema>[];
  projections: Projections<Schema>;
};
