// The figures of an inbox.

import type { Kysely } from 'kysely';
import type { Stream } from '../contracts/index.ts';
import { type Connection, consumerLag } from '../messaging/index.ts';
import type { Metrics } from '../observability/index.ts';
import { countDeadLetters } from './inbox-store.ts';

const outcomes = ['applied', 'repeated', 'retried', 'set_aside'] as const;

/** How a delivery ended. `repeated`: the event had been applied before. */
export type Outcome = (typeof outcomes)[number];

/** Counts deliveries of one stream. */
export type OutcomeCounter = (outcome: Outcome, deliveries: number) => void;

/** @returns a counter for each stream that the service listens to */
export function outcomeCounters(metrics: Metrics): (stream: Stream) => OutcomeCounter {
  const counter = metrics.counter(
    'paidonce_inbox_deliveries_total',
    'Deliveries of events that the service listens to, by how they ended',
    ['stream', 'outcome'],
  );
  return ({ name }) => {
    for (const outcome of outcomes) counter.inc({ stream: name, outcome }, 0); // shown from the beginning
    return (outcome, deliveries) => counter.inc({ stream: name, outcome }, deliveries);
  };
}

export function watchDeadLetters<Schema>(metrics: Metrics, db: Kysely<Schema>): void {
  metrics.source({
    name: 'dead letters',
    gauges: { paidonce_dead_letters: 'Messages that were set aside and wait for a person' },
    read: async () => ({ paidonce_dead_letters: await countDeadLetters(db) }),
  });
}

export function watchConsumer(metrics: Metrics, connection: Connection, stream: Stream, durable: string): void {
  metrics.source({
    name: `consumer of ${stream.name}`,
    labels: { stream: stream.name },
    gauges: {
      paidonce_consumer_pending_messages: 'Messages of the stream that were not delivered to this service yet',
      paidonce_consumer_unacknowledged_messages: 'Messages that were delivered and not acknowledged',
      paidonce_consumer_oldest_message_seconds: 'Age of the oldest message that is one or the other',
    },
    async read() {
      const { pending, unacknowledged, oldestMilliseconds } = await consumerLag(connection, stream, durable);
      return {
        paidonce_consumer_pending_messages: pending,
        paidonce_consumer_unacknowledged_messages: unacknowledged,
        paidonce_consumer_oldest_message_seconds: oldestMilliseconds / 1000,
      };
    },
  });
}
