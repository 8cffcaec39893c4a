// What a service makes of its own events, when its database has forgotten them.

import type { Transaction } from 'kysely';
import type { EventType, Stream } from '../contracts/index.ts';
import type { OpenInbox } from '../inbox/index.ts';
import type { Event } from '../messaging/index.ts';

export type Recall<Schema> = {
  /** What it told of its aggregates. */
  types: readonly Pick<EventType, 'type' | 'decode'>[];
  /**
   * Brings aggregates to where these events say that they are, and tells nobody: it has been told. One that is there already stays as it is.
   * @param events of whole aggregates, and of each in the order of its versions
   * @returns what the events do not say, or contradict: for a person, in sentences
   */
  apply(events: readonly Event<unknown>[], transaction: Transaction<Schema>): Promise<string[]>;
};

/** A service opened to catch up with what it told and with what it was told. */
export type OpenService<Schema> = Pick<OpenInbox<Schema>, 'database' | 'subscriptions'> & {
  stream: Stream;
  recall: Recall<Schema>;
};

/** Whether an event is of this type, and so has its data. */
export function isOf<Data>({ type }: EventType<Data>, event: Event<unknown>): event is Event<Data> {
  return event.type === type;
}
