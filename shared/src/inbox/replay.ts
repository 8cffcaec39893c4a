// Rebuilds a projection from what the streams have, and from what its owners still know of older events.

import { setTimeout as delay } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Stream, StreamName } from '../contracts/index.ts';
import { statement } from '../database/index.ts';
import { type Connection, eventIdHeader } from '../messaging/index.ts';
import type { Message } from './read-message.ts';
import { type Difference, Shadow } from './shadow.ts';
import { StreamReader } from './stream-reader.ts';
import type { Subscription } from './subscription.ts';

export type Replay<Schema> = {
  db: Kysely<Schema>;
  connection: Connection;
  /** The projection: its table, and what fills it. */
  table: string;
  subscriptions: readonly Subscription<Schema>[];
  /**
   * Asked when the streams have been read, so that nothing can expire in between: all of the projection's events that
   * the streams do not have.
   */
  history(): AsyncIterable<Message[]>;
  /** Called now and then with how far it is. */
  tell(progress: Progress): void;
  /** Finds out what is wrong, and leaves it so. */
  dryRun: boolean;
};

export type Progress =
  | { step: 'stream'; stream: StreamName; read: number; of: number }
  | { step: 'history'; read: number };
export type Replayed = Difference & { events: number; skipped: number };

const attempts = 5;
/** What is left to be read under the lock: little. */
const smallTail = 500;

const selectDiscarded = statement<{ event_id: string }>(
  'select event_id from dead_letters where subscription = any($1::text[]) and discarded_at is not null',
);
const lockNotAvailable = '55P03';

/**
 * Fills a shadow of the table while the service goes on with the running one, then exchanges their contents (docs/decisions/0028). When it
 * is interrupted, nothing has changed; it can be begun again at any time.
 */
export async function replay<Schema>(options: Replay<Schema>): Promise<Replayed> {
  return await options.db.connection().execute(async (session) => {
    const shadow = await Shadow.make(session, options.table, options.subscriptions);
    try {
      const streams = new Set(options.subscriptions.map(({ stream }) => stream));
      const discarded = await discardedEvents(session, [...streams]);
      const reader = new StreamReader(options.connection, [...streams], options.tell);
      const wanted = (messages: readonly Message[]) =>
        messages.filter(({ header }) => !discarded.has(header(eventIdHeader)));
      let events = 0;
      const fill = async (messages: readonly Message[]) => {
        events += messages.length;
        await shadow.fill(wanted(messages));
      };
      await reader.read(fill);
      let read = 0;
      for await (const page of options.history()) {
        await fill(page);
        read += page.length;
        options.tell({ step: 'history', read });
      }
      while ((await reader.read(fill)) > smallTail);
      const difference = await exchange(
        shadow,
        async () => {
          const tail: Message[] = [];
          await reader.read(async (messages) => void tail.push(...messages));
          events += tail.length;
          return wanted(tail);
        },
        options.dryRun,
      );
      return { ...difference, events, skipped: shadow.skipped };
    } finally {
      await shadow.drop().catch(() => {}); // a connection that was lost has taken it along
    }
  });
}

/** What somebody has given up: it is not to be applied. */
export async function discardedEvents<Schema>(db: Kysely<Schema>, streams: readonly Stream[]): Promise<Set<string>> {
  const rows = await selectDiscarded(
    db,
    streams.map(({ name }) => name),
  );
  return new Set(rows.map(({ event_id }) => event_id));
}

/** A lock that is not to be had at once is asked for again after a moment. */
async function exchange<Schema>(
  shadow: Shadow<Schema>,
  tail: () => Promise<Message[]>,
  dryRun: boolean,
): Promise<Difference> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await shadow.exchange(tail, dryRun);
    } catch (error) {
      const isBusy = error instanceof Error && 'code' in error && error.code === lockNotAvailable;
      if (!isBusy || attempt === attempts) throw error;
      await delay(1_000);
    }
  }
}
