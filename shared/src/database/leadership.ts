// One leader per database, by a session advisory lock: it ends with the connection, so a killed leader is followed at once.

import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from '../observability/index.ts';
import { serviceLimits, sessionOptions } from './pool.ts';

export type Election = {
  databaseUrl: string;
  /** Shown in `pg_stat_activity`. */
  name: string;
  /** What is led, in the words of the log. */
  led: string;
  /** The advisory lock's key: each kind of leader in a database has its own. */
  lock: number;
  /** Settings of the session beyond the usual ones, as libpq has them: `-c name=value`. */
  options?: string;
  /** Called before each try to become the leader, which is not made until it resolves. The signal says that the connection is lost. */
  mayStand?: (client: pg.Client, signal: AbortSignal) => Promise<void>;
  log: Logger;
  /** Ends the standing by, or the leading. */
  signal: AbortSignal;
};

const standbyMilliseconds = 500;

/**
 * A leader whose machine vanished says no goodbye: PostgreSQL asks after it, and lets go of its lock within about ten
 * seconds instead of hours.
 */
const keepalives = '-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3';

/**
 * Stands by, and calls `lead` whenever this process becomes the leader, with the connection that holds the lock. `lead` goes on until its
 * signal is aborted, which means that the connection and so the lock is lost, or that all is to end.
 * No transaction pooler may stand between: the lock belongs to the session.
 */
export async function leadWhenElected(
  election: Election,
  lead: (client: pg.Client, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const { led, log, signal } = election;
  let failing = false;
  while (!signal.aborted) {
    try {
      await standAndLead(election, lead, () => {
        failing = false;
      });
    } catch (error) {
      if (!failing) log.warn({ err: error }, `cannot lead ${led} at the moment; trying on`);
      failing = true;
    }
    await delay(standbyMilliseconds, undefined, { signal }).catch(() => {}); // ended early by the signal
  }
}

async function standAndLead(
  { databaseUrl, name, led, lock, options = '', mayStand, log, signal }: Election,
  lead: (client: pg.Client, signal: AbortSignal) => Promise<void>,
  onConnected: () => void,
): Promise<void> {
  const lost = new AbortController();
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: name,
    connectionTimeoutMillis: 2_000,
    query_timeout: 10_000,
    keepAlive: true,
    options: `${sessionOptions(serviceLimits)} ${keepalives} ${options}`,
  });
  client.on('error', () => lost.abort());
  client.on('end', () => lost.abort());
  try {
    await client.connect();
    onConnected();
    const over = AbortSignal.any([signal, lost.signal]);
    await mayStand?.(client, over);
    while (!signal.aborted && !(await tryLock(client, lock))) {
      await delay(standbyMilliseconds, undefined, { signal }).catch(() => {}); // ended early by the signal
      await mayStand?.(client, over);
    }
    if (signal.aborted) return;
    log.info(`leading ${led}`);
    await lead(client, over);
  } finally {
    await client.end().catch(() => {}); // it may be broken already; the lock is gone either way
  }
}

async function tryLock(client: pg.Client, lock: number): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [lock]);
  return rows[0]?.held ?? false;
}
