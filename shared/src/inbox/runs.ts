// Cuts what was delivered into runs: messages of one type, in stream order, that are applied in one transaction.

import type { Delivery, Event } from '../messaging/index.ts';
import { readMessage, typeOf } from './read-message.ts';
import type { Subscription } from './subscription.ts';

export type Received = { delivery: Delivery; event: Event<unknown> };
export type Run<Schema> = { subscription: Subscription<Schema>; received: Received[] };
/** What can never be applied, and what came of trying. */
export type Refused = { delivery: Delivery; error: unknown };

export type Sorted<Schema> = {
  runs: Run<Schema>[];
  /** Of types that the service does not listen to. */
  unwanted: Delivery[];
  malformed: Refused[];
};

export function sortIntoRuns<Schema>(
  deliveries: readonly Delivery[],
  subscriptions: ReadonlyMap<string, Subscription<Schema>>,
): Sorted<Schema> {
  const sorted: Sorted<Schema> = { runs: [], unwanted: [], malformed: [] };
  for (const delivery of deliveries) {
    try {
      const subscription = subscriptions.get(typeOf(delivery));
      if (!subscription) {
        sorted.unwanted.push(delivery);
        continue;
      }
      const event = readMessage(subscription, delivery);
      const last = sorted.runs.at(-1);
      if (last?.subscription === subscription) last.received.push({ delivery, event });
      else sorted.runs.push({ subscription, received: [{ delivery, event }] });
    } catch (error) {
      sorted.malformed.push({ delivery, error });
    }
  }
  return sorted;
}
