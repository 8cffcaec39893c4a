// Keys leave when their day is over.

import type { Kysely } from 'kysely';
import { createLedTask } from '../database/index.ts';
import type { Part } from '../lifecycle/index.ts';
import type { Logger } from '../observability/index.ts';
import { keys } from './keys.ts';

/** Beside those of the outbox relay and of the services' own tasks. */
const trimmingLock = 7_011_009;
const everyMilliseconds = 10 * 60 * 1000;

export type KeyTrimmingOptions<Schema> = { databaseUrl: string; db: Kysely<Schema>; log: Logger };

/** Removes old keys now and then, in small batches, by one replica at a time. */
export function createKeyTrimming<Schema>({ databaseUrl, db, log }: KeyTrimmingOptions<Schema>): Part {
  return createLedTask({
    name: 'trimming of idempotency keys',
    databaseUrl,
    lock: trimmingLock,
    everyMilliseconds,
    log,
    async run(signal) {
      while (!signal.aborted && (await keys.trim(db)));
    },
  });
}
