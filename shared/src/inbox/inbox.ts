// A service's inbox: applies each event of the streams it listens to exactly once, whatever is delivered how often.

import type { Kysely } from 'kysely';
import type { Stream } from '../contracts/index.ts';
import type { Part } from '../lifecycle/index.ts';
import { type Connection, type Consumption, consume } from '../messaging/index.ts';
import { createMetrics, type Observed, untraced } from '../observability/index.ts';
import { outcomeCounters, watchConsumer, watchDeadLetters } from './inbox-metrics.ts';
import { StreamInbox } from './stream-inbox.ts';
import type { Subscription } from './subscription.ts';

export type InboxOptions<Schema> = {
  /** The subscribing service: the name of its durable consumer on every stream. */
  durable: string;
  /** Whether this replica takes part; with false all is left to the others. */
  subscribes?: boolean;
  db: Kysely<Schema>;
  connection: Connection;
  subscriptions: readonly Subscription<Schema>[];
  /** Called after each commit: what handlers appended to the outbox can be published. */
  afterCommit: () => void;
} & Observed;

export function createInbox<Schema>({
  durable,
  subscribes = true,
  db,
  connection,
  subscriptions,
  afterCommit,
  log,
  metrics = createMetrics(),
  tracing = untraced,
}: InboxOptions<Schema>): Part {
  const byStream = Map.groupBy(subscriptions, (subscription) => subscription.stream);
  const countOf = outcomeCounters(metrics);
  const listening: { consumption: Consumption; inbox: StreamInbox<Schema> }[] = [];

  function listen(stream: Stream, ofStream: readonly Subscription<Schema>[]): void {
    const inbox = new StreamInbox(stream, ofStream, { db, afterCommit, log, count: countOf(stream), tracing, durable });
    const consumption = consume(connection, stream, durable, log, (delivery) => inbox.take(delivery));
    listening.push({ consumption, inbox });
  }

  watchDeadLetters(metrics, db);
  for (const stream of byStream.keys()) watchConsumer(metrics, connection, stream, durable);

  return {
    name: 'inbox',
    start() {
      if (subscribes) for (const [stream, ofStream] of byStream) listen(stream, ofStream);
      else log.warn('applying nothing that others tell: SUBSCRIBES is false');
      return Promise.resolve();
    },
    async stop() {
      const ending = listening.splice(0);
      await Promise.all(ending.map(({ consumption }) => consumption.stop()));
      await Promise.all(ending.map(({ inbox }) => inbox.finish()));
    },
  };
}
