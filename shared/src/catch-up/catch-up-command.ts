// `node main.ts catch-up [--dry-run]`, the same for every service. Run by `npx paidonce catch-up`.

import { parseArgs } from 'node:util';
import { z } from 'zod';
import { logLevel, natsUrl, postgresUrl } from '../config/index.ts';
import { createDatabase, type Database } from '../database/index.ts';
import { commandWith } from '../lifecycle/index.ts';
import { connected, createConnection } from '../messaging/index.ts';
import { settleIn } from '../outbox/index.ts';
import { catchUp } from './catch-up.ts';
import type { OpenService } from './recall.ts';

const config = z.object({ DATABASE_URL: postgresUrl, NATS_URL: natsUrl, LOG_LEVEL: logLevel });

/** What was told and forgotten is taken back in one transaction, however much it is. */
const minutes = 60_000;
const limits = { statement: 30 * minutes, transaction: 60 * minutes, idleInTransaction: 5 * minutes };

/** Prints a line of JSON for each step, the last one `done`. It may run beside the serving service, which then does nothing until it is done. */
export const catchUpCommand = <Schema>(name: string, open: (database: Database<Schema>) => OpenService<Schema>) =>
  commandWith(config, async ({ config, log, args }) => {
    const { values } = parseArgs({ args: [...args], options: { 'dry-run': { type: 'boolean', default: false } } });
    const dryRun = values['dry-run'];
    const database = createDatabase<Schema>({ url: config.DATABASE_URL, name, log, limits });
    const connection = createConnection({ url: config.NATS_URL, name: `${name} catch-up`, log });
    try {
      await connected(connection);
      // It may have come to another PostgreSQL cluster as well: then its rows have places there before others come between them.
      if (!dryRun) await settleIn({ databaseUrl: config.DATABASE_URL, name, log });
      await catchUp({ service: open(database), connection, log, tell, dryRun });
      tell({ step: 'done' });
    } finally {
      await connection.stop();
      await database.stop();
    }
  });

function tell(step: object): void {
  process.stdout.write(`${JSON.stringify(step)}\n`);
}
