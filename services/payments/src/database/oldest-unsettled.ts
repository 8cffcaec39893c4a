// For the metrics: whether payments get stuck.

import { statement } from '@paidonce/shared/database';
import type { Kysely } from 'kysely';
import type { PaymentsSchema } from './schema.ts';

const readOldest = statement<{ seconds: number }>(
  `select coalesce(greatest(0, extract(epoch from clock_timestamp() - min(coalesce(refund_due_at, created_at)))), 0)::float8 as seconds
   from payments where next_try_at is not null`,
);

/** For how many seconds the provider has owed an outcome of the oldest payment or refund; 0 when it owes none. */
export async function oldestUnsettledSeconds(db: Kysely<PaymentsSchema>): Promise<number | undefined> {
  const [row] = await readOldest(db);
  return row?.seconds;
}
