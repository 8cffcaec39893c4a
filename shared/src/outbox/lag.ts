// How far the stream is behind the outbox: for looking, on any replica, whether it leads or not.

import type { Kysely } from 'kysely';
import { statement } from '../database/index.ts';

export type OutboxLag = {
  /** Committed and not acknowledged by the stream; counted up to `mostRows`. */
  rows: number;
  /** Age of the oldest of them in seconds, 0 when there is none. */
  seconds: number;
  /** What the stream lost and is being given again. */
  lanes: number;
};

/** Counting more would cost more, at a time when there is much to do. */
export const mostRows = 100_000;

// The cursor as scalar subqueries, not joined, and the order also where it only counts: so the index is entered where the cursor stands,
// and what was published before is not looked at, however much it is.
const behind = `from outbox where (xid, seq) > ((select xid from outbox_relay), (select seq from outbox_relay))
     order by outbox.xid, outbox.seq`;

const readLag = statement<OutboxLag>(
  `select
     (select count(*) from (select 1 ${behind} limit ${mostRows}) as waiting) as rows,
     coalesce((
       select greatest(0, extract(epoch from clock_timestamp() - (headers->>'ce-time')::timestamptz))
       ${behind} limit 1
     ), 0)::float8 as seconds,
     (select count(*) from outbox_lane) as lanes`,
);

export async function outboxLag<Schema>(db: Kysely<Schema>): Promise<OutboxLag> {
  const [lag] = await readLag(db);
  if (!lag) throw new Error('a select without a from gave no row');
  return lag;
}
