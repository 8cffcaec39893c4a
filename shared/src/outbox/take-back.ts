// Into an outbox that was restored from the past comes back what the stream still knows of it: what was told stays told.

import type { Kysely, Transaction } from 'kysely';
import { sql } from 'kysely';
import { statement } from '../database/index.ts';
import type { StreamState } from '../messaging/index.ts';

export type OutboxEvent = { id: string; subject: string; headers: Record<string, string>; payload: unknown };

const markBehind = statement<{ waiting: boolean }>(
  `update outbox_relay set behind_since = coalesce(behind_since, now()) returning behind_since < now() - $1 * interval '1 millisecond' as waiting`,
);

/** A number that rows have from now on, and none has had. */
const takeNumber = statement<{ number: string }>(
  `select nextval(pg_get_serial_sequence('outbox', 'seq'))::text as number`,
);

/** Behind every cursor: no transaction has the id 0. So is then what the database knows and does not know to have been published. */
const insertTold = statement<{ known: boolean }>(
  `insert into outbox as known (xid, id, subject, headers, payload)
   select '0', id, subject, headers, payload from json_to_recordset($1::json) as told(id uuid, subject text, headers json, payload json)
   on conflict (id) do update set xid = '0' where (known.xid, known.seq) > (select xid, seq from outbox_relay)
   returning known.xmax <> 0 as known`,
);

/** A cursor that has not passed any transaction yet stands among the rows of id 0, all of which were published. */
const passTold = statement(
  `update outbox_relay set seq = greatest(seq, (select coalesce(max(seq), 0) from outbox where xid = '0')) where xid = '0'`,
);

/** From before it was restored, they do not know where the rows are that came back. */
const forgetCheckpoints = statement('delete from outbox_checkpoint');

/** Of a stream that was made again since, the relay finds out by itself what is missing. */
const markComplete = statement(
  `with relay as (
     update outbox_relay set behind_since = null, acked = case when stream_created = $1 then greatest(acked, $2) else acked end
     returning acked, xid, seq, stream_created
   )
   insert into outbox_checkpoint (acked, xid, seq)
   select acked, xid, seq from relay where stream_created = $1 and acked > 0 and not exists (select from outbox_lane)
   on conflict do nothing`,
);

/**
 * From now on, and until `completed`, whoever serves on this database does nothing.
 * @param noticedAfterMilliseconds how long it may take until everybody has seen it
 * @returns whether that time is over already
 */
export async function beginCatchUp<Schema>(db: Kysely<Schema>, noticedAfterMilliseconds: number): Promise<boolean> {
  const [row] = await markBehind(db, noticedAfterMilliseconds);
  return row?.waiting ?? false;
}

/** @param read the stream as it was before the first of its events was read */
export async function completed<Schema>(db: Kysely<Schema>, read: StreamState): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await forgetCheckpoints(transaction);
    await markComplete(transaction, read.created, read.lastSequence);
  });
}

export class TakingBack<Schema> {
  /** How many events the outbox did not know. */
  count = 0;
  readonly #transaction: Transaction<Schema>;
  readonly #before: bigint;

  private constructor(transaction: Transaction<Schema>, before: bigint) {
    this.#transaction = transaction;
    this.#before = before;
  }

  static async begin<Schema>(transaction: Transaction<Schema>): Promise<TakingBack<Schema>> {
    const [row] = await takeNumber(transaction);
    return new TakingBack(transaction, BigInt(row?.number ?? 0));
  }

  /** Takes back those of the events that the outbox does not know. */
  async take(events: readonly OutboxEvent[]): Promise<void> {
    const taken = await insertTold(this.#transaction, JSON.stringify(events));
    this.count += taken.filter(({ known }) => !known).length;
  }

  /** What was taken back, in pages of whole aggregates, and of each by version. */
  async *byAggregate(pageSize: number): AsyncGenerator<OutboxEvent[]> {
    await passTold(this.#transaction);
    await sql`declare told cursor for
      select id, subject, headers, payload, headers ->> 'ce-subject' as aggregate from outbox
      where xid = '0' and seq > ${sql.lit(this.#before.toString())}::bigint
      order by aggregate, (payload ->> 'version')::int`.execute(this.#transaction);
    type Row = OutboxEvent & { aggregate: string };
    let page: Row[] = [];
    for (;;) {
      const { rows } = await sql<Row>`fetch ${sql.lit(pageSize)} from told`.execute(this.#transaction);
      const next = [...page, ...rows];
      if (rows.length === 0) {
        if (next.length > 0) yield next;
        break;
      }
      const last = next.at(-1)?.aggregate;
      const whole = next.filter(({ aggregate }) => aggregate !== last);
      page = next.filter(({ aggregate }) => aggregate === last);
      if (whole.length > 0) yield whole;
    }
    await sql`close told`.execute(this.#transaction);
  }
}
