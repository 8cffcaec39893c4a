// Whether the database still knows all that it told. One that was restored from the past does not, and must do nothing before it has caught
// up: it would take money again for what is paid, and tell other things under versions that it has told.

import { setTimeout as delay } from 'node:timers/promises';
import type { Stream } from '../contracts/index.ts';
import { isAway } from '../database/index.ts';
import type { Dependency, Part } from '../lifecycle/index.ts';
import type { Connection } from '../messaging/index.ts';
import { createMetrics, type Observed } from '../observability/index.ts';
import { DatabaseBehind } from './database-behind.ts';
import { forgottenEvents } from './forgotten.ts';
import { type Follow, gated } from './gated.ts';
import type { RelayStore } from './relay-store.ts';

/** `unknown`: it has not been compared with the stream, since this process started or since the database was away. */
type State = 'unknown' | 'complete' | 'behind';

export type History = Dependency & {
  /**
   * For commands. While it is not known they go on, as they do without NATS; but if it can be known in a moment, they wait for that.
   * @throws DatabaseBehind
   */
  admit(): Promise<void> | undefined;
  /** The part, running only while the history is known to be complete: for whatever acts by itself. */
  gate(part: Part): Part;
};

/** The side of whoever has the connection to the database whose end would show that it may be another one. */
export type WatchedHistory = History & {
  /** Compares until it is complete, or the signal is aborted. */
  becomesComplete(store: RelayStore, signal: AbortSignal): Promise<void>;
  /** Compares once. @returns what is known then */
  compare(store: RelayStore): Promise<State>;
  /** The database was away: what comes back may be another one. */
  doubt(): void;
};

export type HistoryOptions = { connection: Connection; stream: Stream } & Observed;

const retryMilliseconds = 250;
const whileBehindMilliseconds = 1_000;
const admittedAfterMilliseconds = 1_000;

export function createHistory({ connection, stream, log, metrics = createMetrics() }: HistoryOptions): WatchedHistory {
  let state: State = 'unknown';
  let compared = Promise.withResolvers<void>();
  let wasCompared = false;
  const followers = new Set<Follow>();
  metrics.gauge(
    'paidonce_database_behind',
    'Whether the database lacks what it told: restored from the past, it does nothing until it has caught up',
    () => Number(state === 'behind'),
  );

  function become(next: State): void {
    if (next === state) return;
    state = next;
    wasCompared ||= next !== 'unknown';
    if (next === 'unknown') compared = Promise.withResolvers();
    else compared.resolve();
    for (const follow of followers) follow(next === 'complete');
  }

  /** Without NATS it stays what it was, unless somebody has begun to catch up. */
  async function compare(store: RelayStore): Promise<State> {
    const { known, behindSince } = await store.told();
    if (behindSince === undefined && !connection.up) return state;
    const forgotten =
      behindSince === undefined ? await forgottenEvents(connection, stream, known, (ids) => store.unknownOf(ids)) : [];
    const behind = behindSince !== undefined || forgotten.length > 0;
    if (behind && state !== 'behind') {
      log.error(
        { stream: stream.name, forgotten: forgotten.length, newest: forgotten.at(-1), since: behindSince },
        `the database is older than what it told: nothing is done until npx paidonce catch-up ${stream.owner}`,
      );
    } else if (!behind && state === 'behind') log.info('the database has caught up; going on');
    become(behind ? 'behind' : 'complete');
    return state;
  }

  return {
    name: 'history',
    required: true,
    compare,
    async becomesComplete(store, signal) {
      let failing = false;
      while (!signal.aborted) {
        try {
          if ((await compare(store)) === 'complete') return;
          failing = false;
        } catch (error) {
          if (isAway(error)) throw error;
          if (!failing && connection.up)
            log.warn({ err: error }, 'the database cannot be compared with its stream; trying on');
          failing = connection.up !== undefined;
        }
        const pause = state === 'behind' ? whileBehindMilliseconds : retryMilliseconds;
        await delay(pause, undefined, { signal }).catch(() => {}); // ended early by the signal
      }
    },
    doubt() {
      if (state === 'complete') become('unknown');
    },
    admit() {
      if (state === 'complete') return undefined;
      if (state === 'behind') throw new DatabaseBehind(stream);
      if (!connection.up) return undefined;
      return Promise.race([compared.promise, delay(admittedAfterMilliseconds, undefined, { ref: false })]).then(() => {
        if (state === 'behind') throw new DatabaseBehind(stream);
      });
    },
    gate: (part) =>
      gated(part, log, (follow) => {
        followers.add(follow);
        follow(state === 'complete');
        return () => followers.delete(follow);
      }),
    async check() {
      if (state === 'behind') throw new DatabaseBehind(stream);
      if (!wasCompared) throw new Error('the database has not been compared with its stream yet');
      return 'complete';
    },
  };
}
