// Transactions, tried again when PostgreSQL asks for it.

import { setTimeout as delay } from 'node:timers/promises';
import type { Kysely, Transaction } from 'kysely';
import { isRetryable } from './failures.ts';

const attempts = 4;

/**
 * Runs `work` in a Read Committed transaction, again from its beginning after a serialization failure or a deadlock,
 * with a short random pause, at most four times. `work` must therefore do nothing outside of the transaction.
 */
export async function inTransaction<Schema, Result>(
  db: Kysely<Schema>,
  work: (transaction: Transaction<Schema>) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (!isRetryable(error) || attempt === attempts) throw error;
      await delay(Math.random() * 20 * attempt);
    }
  }
}
