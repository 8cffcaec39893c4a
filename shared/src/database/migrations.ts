// Migrations: forward only, each once, under a lock that the replicas of a service wait for.

import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';

/** Name to migration; they run in the order of their names (`0001-orders`). */
export type Migrations = Record<string, Migration>;

/** A migration in plain SQL, statement by statement, in one transaction with those before and after it. */
export function migration(...statements: string[]): Migration {
  return {
    up: async (db: Kysely<unknown>) => {
      for (const statement of statements) await sql.raw(statement).execute(db);
    },
  };
}

/**
 * Brings the database up to date. Kysely holds an advisory lock meanwhile, so that of several replicas one migrates. A database
 * that a later version has migrated is left as it is: an earlier one that comes back can serve on it.
 * @returns the names of those that ran now
 * @throws the first migration's error; what it did is undone
 */
export async function migrate<Schema>(db: Kysely<Schema>, migrations: Migrations): Promise<string[]> {
  const later = Object.fromEntries((await applied(db)).map((name) => [name, migration()]));
  const provider = { getMigrations: () => Promise.resolve({ ...later, ...migrations }) };
  const migrator = new Migrator({ db, provider });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error) throw error;
  return results.map((result) => result.migrationName);
}

/** Those that the database has had, of any version. */
async function applied<Schema>(db: Kysely<Schema>): Promise<string[]> {
  const { rows } = await sql<{ exists: boolean }>`SELECT to_regclass('kysely_migration') IS NOT NULL AS exists`.execute(
    db,
  );
  if (!rows[0]?.exists) return [];
  const names = await sql<{ name: string }>`SELECT name FROM kysely_migration`.execute(db);
  return names.rows.map(({ name }) => name);
}
