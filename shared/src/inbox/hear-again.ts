// Everything that a stream holds, applied as if it had just been delivered: what was applied before is recognised.

import type { Stream } from '../contracts/index.ts';
import { type Connection, type Delivery, eventIdHeader, readStream, type StoredMessage } from '../messaging/index.ts';
import { type Logger, untraced } from '../observability/index.ts';
import type { Outcome } from './inbox-metrics.ts';
import type { OpenInbox } from './open-inbox.ts';
import { discardedEvents } from './replay.ts';
import { StreamInbox } from './stream-inbox.ts';

export type HeardAgain = Record<Outcome, number>;

const pageSize = 1_000;

/**
 * Goes through the very inbox of the serving instances, but not through the broker's consumer, whose place it leaves alone. What somebody
 * has discarded stays discarded.
 * @returns how the messages ended
 */
export async function hearAgain<Schema>(
  { database: { db }, subscriptions }: Pick<OpenInbox<Schema>, 'database' | 'subscriptions'>,
  connection: Connection,
  stream: Stream,
  log: Logger,
): Promise<HeardAgain> {
  const heard: HeardAgain = { applied: 0, repeated: 0, retried: 0, set_aside: 0 };
  const ofStream = subscriptions.filter((subscription) => subscription.stream === stream);
  const inbox = new StreamInbox(stream, ofStream, {
    db,
    afterCommit: () => {},
    log,
    count: (outcome, deliveries) => {
      heard[outcome] += deliveries;
    },
    tracing: untraced,
    durable: `${stream.name} again`,
  });
  const discarded = await discardedEvents(db, [stream]);
  for await (const page of readStream(connection, stream, { pageSize, bodies: true }))
    await Promise.all(
      page
        .filter(({ headers }) => !discarded.has(headers[eventIdHeader] ?? ''))
        .map((message) => new Promise<void>((resolve) => deliver(message, inbox, resolve))),
    );
  return heard;
}

/** Again and again, until it is applied or set aside. */
function deliver<Schema>(message: StoredMessage, inbox: StreamInbox<Schema>, ended: () => void, deliveries = 1): void {
  const { sequence, subject, headers, body } = message;
  const delivery: Delivery = {
    sequence,
    subject,
    body,
    deliveries,
    header: (name) => headers[name] ?? '',
    allHeaders: () => ({ ...headers }),
    ack: ended,
    terminate: ended,
    retryAfter: (milliseconds) => void setTimeout(deliver, milliseconds, message, inbox, ended, deliveries + 1),
  };
  inbox.take(delivery);
}
