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
 * Brings the database up to date. Kysely holds an advisory lock meanwhile, so that of several replicas one migrates.
 * @returns the names of those that ran now
 * @throws the first migration's error; what it did is undone
 */
export async function migrate<Schema>(db: Kysely<Schema>, migrations: Migrations): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error) throw error;
  return results.map((result) => result.migrationName);
}
