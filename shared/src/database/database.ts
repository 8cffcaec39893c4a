// A service's own database: Kysely over the pool, with its start, its end and its state.

import { Kysely, PostgresDialect, sql } from 'kysely';
import type { Dependency, Part } from '../lifecycle/index.ts';
import { createMetrics, type Metrics, type Observed } from '../observability/index.ts';
import { Pool, type SessionLimits, serviceLimits } from './pool.ts';

export type DatabaseOptions = {
  url: string;
  /** Shown in `pg_stat_activity`. */
  name: string;
  /** Connections at most. Few serve best: 4 to 8. */
  size?: number;
  /** The usual ones of a service when left out. */
  limits?: SessionLimits;
} & Observed;

export type Database<Schema> = Part & Dependency & { readonly db: Kysely<Schema> };

export function createDatabase<Schema>({
  url,
  name,
  log,
  metrics = createMetrics(),
  size = 6,
  limits = serviceLimits,
}: DatabaseOptions): Database<Schema> {
  const onIdleError = (error: Error) =>
    log.warn({ reason: error.message }, 'a database connection was lost while idle');
  const pool = new Pool({ url, name, size, limits, onIdleError });
  watchPool(metrics, pool);
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  return {
    name: 'postgres',
    required: true,
    db,
    start: () => Promise.resolve(), // connections are made when they are needed
    stop: () => db.destroy(),
    async check() {
      await sql`select 1`.execute(db);
      return 'up';
    },
  };
}

function watchPool(metrics: Metrics, pool: Pool): void {
  metrics.gauge('paidonce_pool_connections', 'Connections of the pool to PostgreSQL', () => pool.use.connections);
  metrics.gauge('paidonce_pool_idle_connections', 'Those of them that nobody uses', () => pool.use.idle);
  metrics.gauge('paidonce_pool_waiting_requests', 'Statements that wait for a connection', () => pool.use.waiting);
}
