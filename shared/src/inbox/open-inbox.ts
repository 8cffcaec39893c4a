// A service opened for an operator's command: what it owns and how it applies events, with nothing that serves, listens or publishes.

import type { Database } from '../database/index.ts';
import type { Subscription } from './subscription.ts';

export type OpenInbox<Schema> = {
  database: Database<Schema>;
  /** The very handlers that the serving inbox has. What they append to the outbox is found by the relay's next look. */
  subscriptions: readonly Subscription<Schema>[];
};
