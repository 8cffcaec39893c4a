// A service's own database: Kysely over the pool, with its start, its end and its state.

import { Kysely, PostgresDialect, sql } from 'kysely';
import type { Dependency, Part } from '../lifecycle/index.ts';
import type { Logger } from '../observability/index.ts';
import { Pool, type SessionLimits, serviceLimits } from './pool.ts';

export type DatabaseOptions = {
  url: string;
  /** Shown in `pg_stat_activity`. */
  name: string;
  log: Logger;
  /** Connections at most. Few serve best: 4 to 8. */
  size?: number;
  /** The usual ones of a service when left out. */
  limits?: SessionLimits;
};

export type Database<Schema> = Part & Dependency & { readonly db: Kysely<Schema> };

export function createDatabase<Schema>({
  url,
  name,
  log,
  size = 6,
  limits = serviceLimits,
}: DatabaseOptions): Database<Schema> {
  const onIdleError = (error: Error) =>
    log.warn({ reason: error.message }, 'a database connection was lost while idle');
  const db = new Kysely<Schema>({
    dialect: new PostgresDialect({ pool: new Pool({ url, name, size, limits, onIdleError }) }),
  });
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
