// `node main.ts replay <projection> [--dry-run]`, the same for every service. Run by `npx paidonce replay`, which alone can read what other
// services' outboxes still have: it gives that on standard input.

import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { logLevel, natsUrl, postgresUrl } from '../config/index.ts';
import { createDatabase, type Database } from '../database/index.ts';
import { commandWith, Refusal } from '../lifecycle/index.ts';
import { connected, createConnection } from '../messaging/index.ts';
import type { OpenInbox } from './open-inbox.ts';
import type { Message } from './read-message.ts';
import { replay } from './replay.ts';

const config = z.object({ DATABASE_URL: postgresUrl, NATS_URL: natsUrl, LOG_LEVEL: logLevel });

/** The exchange reads two tables of any size; nothing else of it takes long. */
const limits = { statement: 60_000, transaction: 120_000, idleInTransaction: 60_000 };
const pageSize = 1_000;

/** A line of standard input: an event of the outbox, or the end, without which what came is not believed to be all. */
const line = z.union([
  z.object({ subject: z.string(), headers: z.record(z.string(), z.string()), payload: z.unknown() }),
  z.object({ end: z.literal(true) }),
]);

/**
 * Prints a line of JSON for each step: `begun` with what the projection follows, `stream` and `history` with how far it
 * is, `streams read` when it wants the history, and `done` with what was wrong.
 */
export const replayCommand = <Schema>(name: string, open: (database: Database<Schema>) => OpenInbox<Schema>) =>
  commandWith(config, async ({ config, log, args }) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { 'dry-run': { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const database = createDatabase<Schema>({ url: config.DATABASE_URL, name, log, limits });
    const connection = createConnection({ url: config.NATS_URL, name: `${name} replay`, log });
    try {
      const { projections } = open(database);
      const [table = ''] = positionals;
      const subscriptions = Object.hasOwn(projections, table) ? projections[table] : undefined;
      if (!subscriptions)
        throw new Refusal(`${name} has no projection "${table}". It has: ${Object.keys(projections).join(', ')}.`);
      await connected(connection);
      const follows = subscriptions.map(({ stream, type }) => ({ stream: stream.name, type: type.type }));
      tell({ step: 'begun', follows });
      const replayed = await replay({
        db: database.db,
        connection,
        table,
        subscriptions,
        dryRun: values['dry-run'],
        tell,
        history() {
          tell({ step: 'streams read' });
          return historyFrom(process.stdin);
        },
      });
      tell({ step: 'done', ...replayed });
    } finally {
      await connection.stop();
      await database.stop();
    }
  });

async function* historyFrom(input: NodeJS.ReadableStream): AsyncGenerator<Message[]> {
  let page: Message[] = [];
  for await (const text of createInterface({ input })) {
    const told = line.parse(JSON.parse(text));
    if ('end' in told) {
      yield page;
      return;
    }
    const { subject, headers, payload } = told;
    page.push({ subject, header: (name) => headers[name] ?? '', body: JSON.stringify(payload) });
    if (page.length === pageSize) {
      yield page;
      page = [];
    }
  }
  throw new Refusal('What the streams do not have any more did not come to its end: nothing was changed.');
}

function tell(step: object): void {
  process.stdout.write(`${JSON.stringify(step)}\n`);
}
