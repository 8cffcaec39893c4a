// A service reduced to its inbox: it notes in a table what it hears, so that a test can count the effects.

import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import { eventType, fact, streams } from '../../contracts/index.ts';
import { createDatabase, type Database, migrate, migration, statement } from '../../database/index.ts';
import {
  createConnection,
  defaultLimits,
  type Event,
  ensureStream,
  type OutgoingEvent,
  outgoingEvent,
  publishAll,
} from '../../messaging/index.ts';
import { type BareJetStream, bareJetStream, quietLogger } from '../../messaging/testing/index.ts';
import { createMetrics, type Metrics } from '../../observability/index.ts';
import { eventually, type OwnNats, ownNats, testDatabase } from '../../testing/index.ts';
import { createInbox, discardedLetters, type Handler, inboxTables, type OpenInbox, on } from '../index.ts';

export type Heard = { number: number };
type Schema = unknown;

const shape = z.object({ number: z.int() });
const codec = z.codec(shape, z.custom<Heard>(), { decode: (wire) => wire, encode: (data) => data });
const completed = eventType(streams.PAYMENTS, 'payment.completed', 'A number', codec, ({ number }) => String(number));
const refunded = eventType(streams.PAYMENTS, 'payment.refunded', 'A number', codec, ({ number }) => String(number));

const note = statement(`insert into effects (event_id, number, xid) select id, number, pg_current_xact_id()::text
  from unnest($1::uuid[], $2::int[]) as heard(id, number)`);

/** What a handler does unless a test says otherwise. */
export async function heard(events: readonly Event<Heard>[], transaction: Transaction<Schema>): Promise<void> {
  await note(
    transaction,
    events.map(({ id }) => id),
    events.map(({ data }) => data.number),
  );
}

type DeadLetter = {
  event_id: string;
  subject: string;
  headers: Record<string, string>;
  payload: string;
  reason: string;
  deliveries: number;
  discarded_because: string | null;
};

export type Listening = {
  nats: OwnNats;
  tool: BareJetStream;
  database: Database<Schema>;
  /** @returns how it stops */
  replica(
    handler?: Handler<Heard, Schema>,
    options?: {
      metrics?: Metrics;
      /** The inbox is started on a connection that is up already. */
      whenConnected?: boolean;
      subscribes?: boolean;
    },
  ): Promise<() => Promise<void>>;
  /** What an operator's command gets of the service. */
  open(handler?: Handler<Heard, Schema>): OpenInbox<Schema>;
  /** New events, not sent yet. */
  events(count: number, type?: 'completed' | 'refunded'): OutgoingEvent[];
  /** Publishes events in bulk. @param copy makes their `Nats-Msg-Id` new, so that the stream takes them again */
  publish(events: readonly OutgoingEvent[], copy?: string): Promise<void>;
  /** Waits until the handler has had its effect for each of the events, and until nothing is unacknowledged. */
  applied(events: readonly OutgoingEvent[], timeout?: number): Promise<void>;
  settled(timeout?: number): Promise<void>;
  /** The numbers of the events whose effect happened, as often as it did. */
  effects(): Promise<number[]>;
  /** How many events each transaction applied. */
  transactions(): Promise<number[]>;
  deadLetters(): Promise<DeadLetter[]>;
  /** As its owner does when it finds it gone. */
  remakeStream(): Promise<void>;
  close(): Promise<void>;
};

/** @param databaseUrl of a server that the test closes; otherwise a database on the shared one */
export async function startListening(databaseUrl?: string): Promise<Listening> {
  const nats = await ownNats();
  const tool = await bareJetStream(nats.url);
  const shared = databaseUrl === undefined ? await testDatabase() : undefined;
  const url = databaseUrl ?? shared?.url ?? '';
  const log = quietLogger('orders');
  const database = createDatabase<Schema>({ url, name: 'orders', log });
  const effectsTable = migration(
    'create table effects (event_id uuid not null, number int not null, xid text not null)',
  );
  await migrate(database.db, {
    '0001-inbox': inboxTables,
    '0002-effects': effectsTable,
    '0003-discarded-letters': discardedLetters,
  });

  const publisher = createConnection({ url: nats.url, name: 'payments', log });
  await publisher.start();
  await eventually(() => ensureStream(publisher, streams.PAYMENTS, defaultLimits));
  const stops: (() => Promise<void>)[] = [];
  let count = 0;

  async function effects(): Promise<number[]> {
    const { rows } = await sql<{ number: number }>`select number from effects order by number`.execute(database.db);
    return rows.map(({ number }) => number);
  }
  async function settled(timeout = 30_000): Promise<void> {
    await eventually(
      async () => {
        const { num_pending, num_ack_pending } = await tool.consumerInfo('PAYMENTS', 'orders');
        if (num_pending + num_ack_pending > 0)
          throw new Error(`${num_pending} to deliver, ${num_ack_pending} to acknowledge`);
      },
      { timeout },
    );
  }

  return {
    nats,
    tool,
    database,
    effects,
    settled,
    async replica(handler = heard, { metrics = createMetrics(), whenConnected = false, subscribes = true } = {}) {
      const connection = createConnection({ url: nats.url, name: 'orders', log });
      const own = createDatabase<Schema>({ url, name: 'orders', log });
      const subscriptions = [on(completed, handler), on(refunded, handler)];
      const inbox = createInbox({
        durable: 'orders',
        subscribes,
        db: own.db,
        connection,
        subscriptions,
        afterCommit: () => {},
        log,
        metrics,
      });
      await connection.start();
      if (whenConnected) await eventually(() => connection.up ?? Promise.reject(new Error('not connected yet')));
      await inbox.start();
      let stopped: Promise<void> | undefined;
      const stop = () => {
        stopped ??= inbox
          .stop()
          .then(() => connection.stop())
          .then(() => own.stop());
        return stopped;
      };
      stops.push(stop);
      return stop;
    },
    open(handler = heard) {
      const subscriptions = [on(completed, handler), on(refunded, handler)];
      return { database, subscriptions, projections: { effects: subscriptions } };
    },
    events: (howMany, type = 'completed') =>
      Array.from({ length: howMany }, () => {
        count += 1;
        return outgoingEvent(fact(type === 'completed' ? completed : refunded, { number: count }), 'payments-svc', {
          correlationId: 'test',
        });
      }),
    async publish(events, copy = '') {
      const publications = events.map((event) => ({
        ...event,
        id: event.id + copy,
        body: JSON.stringify(event.payload),
      }));
      const answers = await publishAll(publisher, publications, 30_000);
      const refused = answers.find((answer) => answer instanceof Error);
      if (refused) throw refused;
    },
    async applied(events, timeout = 30_000) {
      await eventually(
        async () => {
          const there = await sql<{ id: string }>`select event_id as id from effects`.execute(database.db);
          const ids = new Set(there.rows.map(({ id }) => id));
          const missing = events.filter(({ id }) => !ids.has(id));
          if (missing.length > 0) throw new Error(`${missing.length} of ${events.length} events had no effect`);
        },
        { timeout },
      );
    },
    async transactions() {
      const counts = await sql<{
        count: number;
      }>`select count(*) as count from effects group by xid order by min(number)`.execute(database.db);
      return counts.rows.map((row) => row.count);
    },
    async deadLetters() {
      return (await sql<DeadLetter>`select * from dead_letters order by stream_sequence`.execute(database.db)).rows;
    },
    async remakeStream() {
      await eventually(() => ensureStream(publisher, streams.PAYMENTS, defaultLimits));
    },
    async close() {
      await Promise.all(stops.map((stop) => stop()));
      await publisher.stop();
      await tool.close();
      await database.stop();
      await shared?.drop();
      await nats.close();
    },
  };
}
