// A service reduced to its outbox, with a database, a broker, and as many replicas as a test likes.

import { sql } from 'kysely';
import pg from 'pg';
import { type EventId, streams } from '../../contracts/index.ts';
import { createDatabase, type Database, inTransaction, migrate } from '../../database/index.ts';
import {
  createConnection,
  defaultLimits,
  type OutgoingEvent,
  outgoingEvent,
  type StreamLimits,
} from '../../messaging/index.ts';
import { type BareJetStream, bareJetStream, quietLogger } from '../../messaging/testing/index.ts';
import { createMetrics, type Metrics, untraced } from '../../observability/index.ts';
import { eventually, type OwnNats, ownNats, testDatabase } from '../../testing/index.ts';
import { createOutbox, type Outbox, outboxCatchUp, outboxCluster, outboxTables } from '../index.ts';
import { relayCounters } from '../outbox-metrics.ts';
import { Relay } from '../relay.ts';
import { RelayStore } from '../relay-store.ts';
import { appendInTransaction } from './append-in-transaction.ts';

type ReplicaOptions = {
  limits?: StreamLimits;
  /** The database's URL, when this replica sees it through another network. */
  seenAs?: string;
  pollMilliseconds?: number;
};
export type Replica = { outbox: Outbox; metrics: Metrics; stop(): Promise<void> };

export type Publishing = {
  nats: OwnNats;
  url: string;
  tool: BareJetStream;
  database: Database<unknown>;
  replica(options?: ReplicaOptions): Promise<Replica>;
  /** The relay by itself, without its lead and its loop: the test takes each step. */
  bareRelay(): Promise<{ relay: Relay; close(): Promise<void> }>;
  /** Commits so many events in one transaction. @returns their ids */
  commit(count: number, padding?: string): Promise<EventId[]>;
  /** The `Nats-Msg-Id`s in the stream, in its order. */
  published(): Promise<string[]>;
  /** Waits until the stream holds at least these. */
  arrived(ids: readonly EventId[], timeout?: number): Promise<void>;
  rows<Row>(table: string): Promise<Row[]>;
  close(): Promise<void>;
};

const stream = streams.PAYMENTS;
const log = quietLogger('payments');
const trace = { correlationId: 'a-request' };

/** An event of the stream; its relay does not care what it says. */
export function anEvent(number: number, padding = ''): OutgoingEvent {
  const fact = {
    type: 'payment.completed',
    dataschema: '/events/payment.completed/1',
    subject: `p${number}`,
    payload: { number, padding },
  };
  return outgoingEvent(fact, 'payments-svc', trace);
}

/** @param databaseUrl of a server that the test closes; otherwise a database on the shared one */
export async function startPublishing(databaseUrl?: string): Promise<Publishing> {
  const nats = await ownNats();
  const tool = await bareJetStream(nats.url);
  const shared = databaseUrl === undefined ? await testDatabase() : undefined;
  const url = databaseUrl ?? shared?.url ?? '';
  const database = createDatabase<unknown>({ url, name: 'payments', log });
  await migrate(database.db, {
    '0001-outbox': outboxTables,
    '0002-cluster': outboxCluster,
    '0003-catch-up': outboxCatchUp,
  });
  const replicas: Replica[] = [];

  const published = async () => (await tool.messages(stream.name)).map(({ headers }) => headers['Nats-Msg-Id'] ?? '');
  return {
    nats,
    url,
    tool,
    database,
    async replica({ seenAs = url, ...more } = {}) {
      const connection = createConnection({ url: nats.url, name: 'payments', log });
      const metrics = createMetrics();
      const outbox = createOutbox({
        databaseUrl: seenAs,
        db: database.db,
        connection,
        stream,
        log,
        metrics,
        ...more,
      });
      await connection.start();
      await outbox.start();
      let stopped: Promise<void> | undefined;
      const stop = () => {
        stopped ??= outbox.stop().then(() => connection.stop());
        return stopped;
      };
      const replica = { outbox, metrics, stop };
      replicas.push(replica);
      return replica;
    },
    async bareRelay() {
      const connection = createConnection({ url: nats.url, name: 'payments', log });
      await connection.start();
      await eventually(() => connection.up ?? Promise.reject(new Error('not connected yet')));
      const client = new pg.Client(url);
      await client.connect();
      const options = {
        connection,
        stream,
        limits: defaultLimits,
        log,
        counters: relayCounters(createMetrics()),
        tracing: untraced,
      };
      const relay = await Relay.resume(options, new RelayStore(client));
      return { relay, close: () => client.end().then(() => connection.stop()) };
    },
    async commit(count, padding) {
      const events = Array.from({ length: count }, (_, index) => anEvent(index, padding));
      // On a busy machine hundreds of writers may wait for a connection for longer than a service would.
      await eventually(() => inTransaction(database.db, (transaction) => appendInTransaction(transaction, events)));
      return events.map(({ id }) => id);
    },
    published,
    async arrived(ids, timeout = 30_000) {
      await eventually(
        async () => {
          const there = new Set(await published());
          const missing = ids.filter((id) => !there.has(id));
          if (missing.length > 0) throw new Error(`${missing.length} of ${ids.length} events are not in the stream`);
        },
        { timeout, interval: 50 },
      );
    },
    async rows<Row>(table: string) {
      return (await sql<Row>`select * from ${sql.table(table)}`.execute(database.db)).rows;
    },
    async close() {
      await Promise.all(replicas.map(({ stop }) => stop()));
      await tool.close();
      await database.stop();
      await shared?.drop();
      await nats.close();
    },
  };
}
