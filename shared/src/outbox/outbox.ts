// A service's outbox: everything that its transactions append reaches its stream.

import { setTimeout as delay } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type pg from 'pg';
import type { Stream } from '../contracts/index.ts';
import { isAway, leadWhenElected } from '../database/index.ts';
import type { Part } from '../lifecycle/index.ts';
import { type Connection, defaultLimits, onPoke, poke, type StreamLimits } from '../messaging/index.ts';
import { createMetrics, type Observed, untraced } from '../observability/index.ts';
import { createHistory, type History } from './history.ts';
import { relayCounters, watchOutbox } from './outbox-metrics.ts';
import { batchSize, Relay } from './relay.ts';
import { NotTheLeader, RelayStore } from './relay-store.ts';
import { settleIn } from './settle-in.ts';
import { Wakeup } from './wakeup.ts';

export type OutboxOptions<Schema> = {
  /** For a connection of the relay's own, which holds the leader's lock. */
  databaseUrl: string;
  /** The same database, for looking. */
  db: Kysely<Schema>;
  connection: Connection;
  /** The stream that this service owns. */
  stream: Stream;
  /** What is usual where nothing is said. */
  limits?: Partial<StreamLimits>;
  /** The poll that stands behind lost wake-ups; 100 when left out. */
  pollMilliseconds?: number;
} & Observed;

export type Outbox = Part & {
  /** Says that something was committed to the outbox. Costs next to nothing; many calls become one. */
  wake(): void;
  /** Whether the database knows all that the service told. */
  readonly history: History;
};

/** For a process without a relay of its own: whoever leads finds what was appended at its next look. */
export const unheard: Pick<Outbox, 'wake'> = { wake() {} };

/** The advisory lock of whoever leads the relay of a database. */
export const relayLock = 7_011_001;
/** A cursor that a power cut takes back only makes the relay repeat itself, so its commits need not wait for the disk. */
const relayOptions = '-c synchronous_commit=off';
/** After something happened the next look comes sooner: rows wait until every older transaction of the cluster has ended. */
const soonestMilliseconds = 1;
/**
 * Under load the relay takes breath between two steps: a step for what was committed meanwhile costs a fraction of a step for each event.
 * The more was published, the longer; after one event or two, which are what one command appends, hardly at all.
 */
const breathMilliseconds = (events: number) => Math.min(25, 2 * Math.max(0, events - 2));
const inspectEveryMilliseconds = 10_000;
const retryMilliseconds = 500;

export function createOutbox<Schema>({
  databaseUrl,
  db,
  connection,
  stream,
  log,
  metrics = createMetrics(),
  tracing = untraced,
  limits = {},
  pollMilliseconds = 100,
}: OutboxOptions<Schema>): Outbox {
  const wakeup = new Wakeup();
  const ending = new AbortController();
  let leading = false;
  let poking = false;
  let running: Promise<void> = Promise.resolve();
  let inspectionDue = 0;
  let compared: pg.Client | undefined;
  const forgets: (() => void)[] = [];
  const counters = relayCounters(metrics);
  const history = createHistory({ connection, stream, log, metrics });
  watchOutbox(metrics, { db, connection, stream, isLeading: () => leading });

  /**
   * Leads until the signal: publishes while there is something, else sleeps until it is woken or the poll is due. Ends by itself when the
   * database turns out to be older than what it told: tables may be restored under a connection that is open.
   */
  async function lead(relay: Relay, store: RelayStore, signal: AbortSignal): Promise<void> {
    let failing = false;
    let pause = pollMilliseconds;
    while (!signal.aborted) {
      try {
        if ((await inspectIfDue(relay, store)) === 'behind') return;
        const published = connection.up ? await relay.step() : 0;
        if (failing && connection.up) log.info('publishing again');
        failing = false;
        pause = published > 0 ? soonestMilliseconds : Math.min(pause * 2, pollMilliseconds);
        if (published >= batchSize) continue;
        if (published > 0) await delay(breathMilliseconds(published));
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof NotTheLeader || isAway(error)) throw error; // led again on a new connection
        // That NATS is away is said by the connection; anything else is said once.
        if (!failing && connection.up) log.error({ err: error }, 'publishing fails; trying on');
        failing = connection.up !== undefined;
        inspectionDue = 0;
        pause = retryMilliseconds;
      }
      // A broker that refuses, because it is full, is not asked more often because more is committed.
      if (failing) await delay(pause, undefined, { signal }).catch(() => {});
      else if (await wakeup.wait(pause, signal)) pause = soonestMilliseconds;
    }
  }

  async function inspectIfDue(relay: Relay, store: RelayStore): Promise<'behind' | undefined> {
    if (performance.now() < inspectionDue) return undefined;
    inspectionDue = performance.now() + inspectEveryMilliseconds; // before: a reconnection meanwhile makes it due again
    if ((await history.compare(store)) === 'behind') return 'behind';
    if (connection.up) await relay.inspectStream();
    return undefined;
  }

  /** Every instance compares, also those that only stand by. A database that is restored comes with another connection, as a rule. */
  async function mayStand(client: pg.Client, signal: AbortSignal): Promise<void> {
    if (client !== compared) {
      compared = client;
      inspectionDue = 0;
      signal.addEventListener('abort', () => history.doubt(), { once: true });
    }
    if (performance.now() < inspectionDue) return;
    inspectionDue = performance.now() + inspectEveryMilliseconds;
    await history.becomesComplete(new RelayStore(client), signal);
  }

  return {
    name: 'outbox',
    history,
    start() {
      forgets.push(
        onPoke(connection, stream.owner, () => wakeup.wake()),
        connection.onConnected(() => {
          inspectionDue = 0; // the broker may have come back without what it had acknowledged
          wakeup.wake();
        }),
      );
      const election = {
        databaseUrl,
        name: `${stream.owner} relay`,
        led: 'the outbox relay',
        lock: relayLock,
        options: relayOptions,
        log,
        signal: ending.signal,
        mayStand,
      };
      running = leadWhenElected(election, async (client, signal) => {
        const store = new RelayStore(client);
        leading = true;
        inspectionDue = 0;
        try {
          await settleIn({ databaseUrl, name: election.name, log });
          await lead(
            await Relay.resume(
              { connection, stream, limits: { ...defaultLimits, ...limits }, log, counters, tracing },
              store,
            ),
            store,
            signal,
          );
        } finally {
          leading = false;
        }
      });
      return Promise.resolve();
    },
    async stop() {
      ending.abort();
      for (const forget of forgets) forget();
      await running;
    },
    wake() {
      if (leading) return wakeup.wake();
      if (poking) return;
      poking = true;
      setImmediate(() => {
        poking = false;
        poke(connection, stream.owner);
      });
    },
  };
}
