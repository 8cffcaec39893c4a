// The `migrate` command that every service's main.ts has.

import type { Logger } from '../observability/index.ts';
import { createDatabase } from './database.ts';
import { type Migrations, migrate } from './migrations.ts';

/** A migration may take minutes, and so may the wait for the replica that migrates. */
const minutes = 60_000;
const limits = { statement: 10 * minutes, transaction: 15 * minutes, idleInTransaction: minutes };

/** @returns a command that brings the service's database up to date and ends */
export const migrationCommand =
  (name: string, migrations: Migrations) =>
  async ({ config, log }: { config: { DATABASE_URL: string }; log: Logger }): Promise<void> => {
    const database = createDatabase({ url: config.DATABASE_URL, name, log, limits });
    const applied = await migrate(database.db, migrations);
    log.info({ applied }, applied.length === 0 ? 'database is up to date' : 'database migrated');
    await database.stop();
  };
