// For the metrics: whether orders get stuck.

import { statement } from '@paidonce/shared/database';
import type { Kysely } from 'kysely';
import type { OrdersSchema } from './schema.ts';

const readOldest = statement<{ seconds: number }>(
  `select coalesce(greatest(0, extract(epoch from clock_timestamp() - min(created_at))), 0)::float8 as seconds
   from orders where status = 'pending'`,
);

/** For how many seconds the oldest pending order has been waiting; 0 when none is. */
export async function oldestPendingSeconds(db: Kysely<OrdersSchema>): Promise<number | undefined> {
  const [row] = await readOldest(db);
  return row?.seconds;
}
