// The `migrate` command that every service's main.ts has.

import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { logLevel, postgresUrl } from '../config/index.ts';
import { commandWith, type FrugalCommand } from '../lifecycle/index.ts';
import type { Logger } from '../observability/index.ts';
import { createDatabase } from './database.ts';
import { isOutage } from './failures.ts';
import { grantServing } from './grant-serving.ts';
import { type Migrations, migrate } from './migrations.ts';

/** What migrating reads of the environment, so that it can be run where nothing can be served. */
export const migrationEnvironment = z.object({
  DATABASE_URL: postgresUrl,
  DATABASE_RUNTIME_ROLE: z
    .string()
    .optional()
    .describe(
      'For `migrate` alone: the role that the service serves with, if that is not the one that migrates and owns the tables. It is granted what it needs.',
    ),
  DATABASE_WAIT_SECONDS: z.coerce
    .number()
    .min(0)
    .default(0)
    .describe('For `migrate` alone: how long it waits for a database that does not answer yet.'),
  LOG_LEVEL: logLevel,
});

/** A migration may take minutes, and so may the wait for the replica that migrates. */
const minutes = 60_000;
const limits = { statement: 10 * minutes, transaction: 15 * minutes, idleInTransaction: minutes };

type MigrationOptions = {
  config: { DATABASE_URL: string; DATABASE_RUNTIME_ROLE?: string | undefined };
  log: Logger;
};

/** Brings the service's database up to date. */
export async function migrateDatabase(
  name: string,
  migrations: Migrations,
  { config, log }: MigrationOptions,
): Promise<void> {
  const database = createDatabase({ url: config.DATABASE_URL, name, log, limits });
  try {
    const applied = await migrate(database.db, migrations);
    if (config.DATABASE_RUNTIME_ROLE !== undefined) await grantServing(database.db, config.DATABASE_RUNTIME_ROLE);
    log.info({ applied }, applied.length === 0 ? 'database is up to date' : 'database migrated');
  } finally {
    await database.stop();
  }
}

/** @returns a command that waits for the service's database, brings it up to date and ends */
export const migrationCommand = (name: string, migrations: Migrations): FrugalCommand =>
  commandWith(migrationEnvironment, async (context) => {
    const end = Date.now() + context.config.DATABASE_WAIT_SECONDS * 1_000;
    for (let waiting = false; ; waiting = true) {
      try {
        return await migrateDatabase(name, migrations, context);
      } catch (error) {
        if (!isOutage(error) || Date.now() > end) throw error;
        if (!waiting) context.log.warn({ err: error }, 'the database does not answer; waiting for it');
        await delay(1_000);
      }
    }
  });
