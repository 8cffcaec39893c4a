// Cuts what was delivered into runs: messages of one type, in stream order, that are applied in one transaction.

import { ZodError } from 'zod';
import { type Delivery, type Event, readEvent, typeHeader } from '../messaging/index.ts';
import { Poison } from './poison.ts';
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
    const type = delivery.header(typeHeader) || delivery.subject;
    if (type !== delivery.subject) {
      const error = new Poison(`its subject is ${delivery.subject}, and its ${typeHeader} says ${type}`);
      sorted.malformed.push({ delivery, error });
      continue;
    }
    const subscription = subscriptions.get(type);
    if (!subscription) {
      sorted.unwanted.push(delivery);
      continue;
    }
    try {
      const event = readEvent(subscription.type, delivery.header, JSON.parse(delivery.body));
      const last = sorted.runs.at(-1);
      if (last?.subscription === subscription) last.received.push({ delivery, event });
      else sorted.runs.push({ subscription, received: [{ delivery, event }] });
    } catch (error) {
      sorted.malformed.push({ delivery, error: inOneLine(error) });
    }
  }
  return sorted;
}

/** zod's message is a page of JSON; whoever reads a dead letter wants the fields. */
function inOneLine(error: unknown): unknown {
  if (!(error instanceof ZodError)) return error;
  return new Poison(
    error.issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': ')).join('; '),
  );
}
