// `node main.ts dead-letters redrive <event id>…` and `dead-letters discard --reason <why> <event id>…`, the same for every service.

import { parseArgs } from 'node:util';
import { z } from 'zod';
import { logLevel, postgresUrl } from '../config/index.ts';
import { createDatabase, type Database } from '../database/index.ts';
import { commandWith, Refusal } from '../lifecycle/index.ts';
import { discard, redrive } from './dead-letters.ts';
import type { OpenInbox } from './open-inbox.ts';

const config = z.object({ DATABASE_URL: postgresUrl, LOG_LEVEL: logLevel });

/**
 * Prints a line of JSON for each dead letter, saying what became of it, also for an id of which there is none. It may
 * run beside the serving service: both go through the same inbox.
 */
export const deadLettersCommand = <Schema>(name: string, open: (database: Database<Schema>) => OpenInbox<Schema>) =>
  commandWith(config, async ({ config, log, args }) => {
    const { verb, events, reason } = parse(args);
    const database = createDatabase<Schema>({ url: config.DATABASE_URL, name, log });
    const inbox = open(database);
    try {
      for (const event of events) {
        const outcomes = verb === 'redrive' ? await redrive(inbox, event) : await discard(database.db, event, reason);
        if (outcomes.length === 0) tell({ event, outcome: 'unknown' });
        for (const outcome of outcomes) tell(outcome);
      }
    } finally {
      await database.stop();
    }
  });

function parse(args: readonly string[]): { verb: 'redrive' | 'discard'; events: string[]; reason: string } {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { reason: { type: 'string' } },
    allowPositionals: true,
  });
  const [verb, ...events] = positionals;
  const reason = values.reason?.trim() ?? '';
  if (verb !== 'redrive' && verb !== 'discard') throw new Refusal('It is either redrive or discard.');
  if (events.length === 0) throw new Refusal('It needs the id of an event, or several.');
  if (verb === 'discard' && reason === '') throw new Refusal('What is discarded needs a --reason.');
  return { verb, events, reason };
}

function tell(outcome: object): void {
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
}
