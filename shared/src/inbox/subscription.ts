// A service's table of what it listens to.

import type { Transaction } from 'kysely';
import type { EventType, Stream } from '../contracts/index.ts';
import type { Event } from '../messaging/index.ts';

/**
 * Applies a run of events of one type, in the order of the stream, inside a transaction that also marks them as applied. It returns, or
 * throws and has done nothing; it neither acknowledges, nor publishes other than through the outbox, nor tries again.
 * It also guards what it does by its own state: deliveries come late, twice and in any order.
 */
export type Handler<Data, Schema> = (events: Event<Data>[], transaction: Transaction<Schema>) => Promise<void>;

/** One event type and what the service does when it happens. */
export type Subscription<Schema> = {
  readonly stream: Stream;
  readonly type: EventType;
  readonly handler: Handler<unknown, Schema>;
};

/** A row of the table: when this type of event happens, this feature applies it. */
export function on<Data, Schema>(type: EventType<Data>, handler: Handler<Data, Schema>): Subscription<Schema> {
  // The pair is made here with one type of data and taken apart only together: `handler` gets what `type` decoded.
  return { stream: type.stream, type: type as EventType, handler: handler as Handler<unknown, Schema> };
}
