// A database that was dumped and restored into another PostgreSQL cluster: there the ids of its transactions mean nothing.

import type { Transaction } from 'kysely';
import { createDatabase, statement } from '../database/index.ts';
import type { Logger } from '../observability/index.ts';

/** The table is written once, whatever its size. */
const minutes = 60_000;
const limits = { statement: 10 * minutes, transaction: 15 * minutes, idleInTransaction: minutes };

/** The row's lock makes whoever comes second wait, and find it done. Nobody moves the cursor meanwhile. */
const lockStranger = statement<{ acked: number }>(
  `select acked from outbox_relay
   where system_identifier is distinct from (select system_identifier from pg_control_system()) for update`,
);

/**
 * What is beyond the cursor's number was not published, or hardly anything of it: all that was written since the database moved is there,
 * with ids of this cluster, which may well be lower than the cursor's. Both ids are lower than any that a transaction has.
 */
const stampRows = statement<{ unpublished: number }>(
  `with stamped as (
     update outbox set xid = case when (outbox.xid, outbox.seq) <= (relay.xid, relay.seq) and outbox.seq <= relay.seq then '0' else '1' end::xid8
     from outbox_relay as relay returning outbox.xid
   )
   select count(*) filter (where xid = '1') as unpublished from stamped`,
);

/** A lane comes to have whatever lies between the lowest and the highest number of its rows. */
const stampLanes = statement(
  `update outbox_lane set (at_xid, at_seq, to_xid, to_seq) = (
     select '0'::xid8, coalesce(min(seq), 1) - 1, '0'::xid8, coalesce(max(seq), 0) from outbox
     where (xid, seq) > (at_xid, at_seq) and (xid, seq) <= (to_xid, to_seq)
   )`,
);

const forgetCheckpoints = statement('delete from outbox_checkpoint');

const stampCursor = statement(
  `update outbox_relay set xid = '0', system_identifier = (select system_identifier from pg_control_system())`,
);

/** Without it a stream that loses its end would be filled again from its beginning. */
const noteCheckpoint = statement(
  `insert into outbox_checkpoint (acked, xid, seq)
   select acked, xid, seq from outbox_relay where acked > 0 and not exists (select from outbox_lane)`,
);

type Options = { databaseUrl: string; name: string; log: Logger };

/**
 * Gives the rows of an outbox that came from another cluster new places, in one transaction: what was published stays behind the cursor,
 * what was not comes after it, in the order of its numbers, and before whatever is written from now on. Does nothing at home.
 * For whoever leads the relay, before it reads the cursor; writing to the outbox goes on meanwhile.
 */
export async function settleIn({ databaseUrl, name, log }: Options): Promise<void> {
  const database = createDatabase<unknown>({ url: databaseUrl, name, log, limits, size: 1 });
  try {
    await database.db.transaction().execute(async (transaction) => {
      const [stranger] = await lockStranger(transaction);
      if (!stranger) return;
      const unpublished = await stampAll(transaction);
      log.warn({ unpublished }, 'the database came from another PostgreSQL cluster: its outbox has settled in here');
    });
  } finally {
    await database.stop();
  }
}

async function stampAll(transaction: Transaction<unknown>): Promise<number> {
  await stampLanes(transaction);
  const [stamped] = await stampRows(transaction);
  await forgetCheckpoints(transaction);
  await stampCursor(transaction);
  await noteCheckpoint(transaction);
  return stamped?.unpublished ?? 0;
}
