// What the relay reads and keeps. All of it runs on the connection that holds the leader's lock, so that one who lost
// the lock cannot move the cursor; and the cursor only ever moves from where it was read.

import type pg from 'pg';
import type { Publication } from '../messaging/index.ts';
import type { Cursor, KnownStream } from './cursor.ts';

export type RelayState = { cursor: Cursor; known: KnownStream };
/** What the database knows of what it told, and since when it has been catching up with the rest. */
export type Told = { known: KnownStream; behindSince: Date | undefined };
export type Lane = { id: string; at: Cursor; to: Cursor };
export type OutboxRow = Publication & { place: Cursor };

/** The cursor in the table is not where this leader left it: somebody else leads. */
export class NotTheLeader extends Error {
  override readonly name = 'NotTheLeader';
}

type Row = { xid: string; seq: string; id: string; subject: string; headers: Record<string, string>; body: string };

// As text, since 64-bit numbers lose digits in JavaScript. A bare `order by xid` would sort by these texts: `10` before `9`.
const columns = 'xid::text, seq::text, id, subject, headers, payload::text as body';

export class RelayStore {
  readonly #client: pg.Client;

  constructor(client: pg.Client) {
    this.#client = client;
  }

  async state(): Promise<RelayState> {
    const [row] = await this.#run<{ xid: string; seq: string; stream_created: string | null; acked: string }>(
      'relay_state',
      'select xid::text, seq::text, stream_created, acked::text from outbox_relay',
    );
    if (!row) throw new Error('outbox_relay has no row; was the migration run?');
    return {
      cursor: { xid: row.xid, seq: row.seq },
      known: { created: row.stream_created ?? undefined, acked: Number(row.acked) },
    };
  }

  async told(): Promise<Told> {
    const [row] = await this.#run<{ stream_created: string | null; acked: string; behind_since: Date | null }>(
      'relay_told',
      'select stream_created, acked::text, behind_since from outbox_relay',
    );
    if (!row) throw new Error('outbox_relay has no row; was the migration run?');
    const known = { created: row.stream_created ?? undefined, acked: Number(row.acked) };
    return { known, behindSince: row.behind_since ?? undefined };
  }

  /** Which of these events the outbox does not know, in their order. */
  async unknownOf(ids: readonly string[]): Promise<string[]> {
    const rows = await this.#run<{ id: string }>(
      'relay_unknown',
      `select told.id from unnest($1::uuid[]) with ordinality as told(id, place)
       where not exists (select from outbox where outbox.id = told.id) order by place`,
      [ids],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * The next rows. A row whose transaction still runs is not there to be read, and one with a higher number may already be: so
   * only transactions older than every running one count, and a commit that is slow to end is waited for instead of skipped.
   */
  async after(cursor: Cursor, limit: number): Promise<OutboxRow[]> {
    const rows = await this.#run<Row>(
      'relay_after',
      `select ${columns} from outbox
       where (xid, seq) > ($1::xid8, $2::bigint) and xid < pg_snapshot_xmin(pg_current_snapshot())
       order by outbox.xid, outbox.seq limit $3`,
      [cursor.xid, cursor.seq, limit],
    );
    return rows.map(outboxRow);
  }

  async between(at: Cursor, to: Cursor, limit: number): Promise<OutboxRow[]> {
    const rows = await this.#run<Row>(
      'relay_between',
      `select ${columns} from outbox
       where (xid, seq) > ($1::xid8, $2::bigint) and (xid, seq) <= ($3::xid8, $4::bigint)
       order by outbox.xid, outbox.seq limit $5`,
      [at.xid, at.seq, to.xid, to.seq, limit],
    );
    return rows.map(outboxRow);
  }

  /** @throws NotTheLeader */
  async advance(from: Cursor, to: Cursor, acked: number): Promise<void> {
    const moved = await this.#run(
      'relay_advance',
      `update outbox_relay set xid = $3::xid8, seq = $4::bigint, acked = $5
       where xid = $1::xid8 and seq = $2::bigint returning 1`,
      [from.xid, from.seq, to.xid, to.seq, acked],
    );
    if (moved.length === 0) throw new NotTheLeader('the cursor was moved by another relay');
  }

  /** Remembers which stream this is, when it is seen for the first time. */
  async adopt(created: string): Promise<void> {
    await this.#run('relay_adopt', 'update outbox_relay set stream_created = $1', [created]);
  }

  /**
   * Notes that the stream lost what was acknowledged after `survived`: from the last checkpoint that survived up to the
   * cursor, everything is to be published again. In one transaction, so that a successor goes on with it; this one must
   * outlive a power cut.
   */
  async openLane(cursor: Cursor, created: string, survived: number): Promise<void> {
    await this.#client.query('begin');
    try {
      await this.#client.query('set local synchronous_commit = on');
      await this.#client.query('delete from outbox_checkpoint where acked > $1', [survived]);
      await this.#client.query(
        `insert into outbox_lane (at_xid, at_seq, to_xid, to_seq)
         select coalesce(checkpoint.xid, '0'), coalesce(checkpoint.seq, 0), $1::xid8, $2::bigint
         from (select 1) as always
         left join (select xid, seq from outbox_checkpoint order by acked desc limit 1) as checkpoint on true`,
        [cursor.xid, cursor.seq],
      );
      await this.#client.query('update outbox_relay set stream_created = $1, acked = $2', [created, survived]);
      await this.#client.query('commit');
    } catch (error) {
      await this.#client.query('rollback');
      throw error;
    }
  }

  async firstLane(): Promise<Lane | undefined> {
    const [row] = await this.#run<{ id: string; at_xid: string; at_seq: string; to_xid: string; to_seq: string }>(
      'relay_lane',
      `select id::text, at_xid::text, at_seq::text, to_xid::text, to_seq::text from outbox_lane order by id limit 1`,
    );
    return row && { id: row.id, at: { xid: row.at_xid, seq: row.at_seq }, to: { xid: row.to_xid, seq: row.to_seq } };
  }

  /** @throws NotTheLeader */
  async advanceLane(lane: Lane, at: Cursor, acked: number): Promise<void> {
    const moved = await this.#run(
      'relay_advance_lane',
      `with relay as (update outbox_relay set acked = greatest(acked, $6))
       update outbox_lane set at_xid = $4::xid8, at_seq = $5::bigint
       where id = $1 and at_xid = $2::xid8 and at_seq = $3::bigint returning 1`,
      [lane.id, lane.at.xid, lane.at.seq, at.xid, at.seq, acked],
    );
    if (moved.length === 0) throw new NotTheLeader('the lane was moved by another relay');
  }

  async closeLane(lane: Lane): Promise<void> {
    await this.#run('relay_close_lane', 'delete from outbox_lane where id = $1', [lane.id]);
  }

  /** Notes where the outbox stands beside the sequence acknowledged for it, and forgets the oldest such notes. */
  async checkpoint(cursor: Cursor, acked: number, keep: number): Promise<void> {
    await this.#run(
      'relay_checkpoint',
      `with forgotten as (
         delete from outbox_checkpoint where acked in (select acked from outbox_checkpoint order by acked desc offset $4)
       )
       insert into outbox_checkpoint (acked, xid, seq) values ($1, $2::xid8, $3::bigint) on conflict do nothing`,
      [acked, cursor.xid, cursor.seq, keep],
    );
  }

  async #run<Result extends pg.QueryResultRow>(name: string, text: string, values: unknown[] = []): Promise<Result[]> {
    const result = await this.#client.query<Result>({ name, text, values });
    return result.rows;
  }
}

function outboxRow({ xid, seq, ...publication }: Row): OutboxRow {
  return { ...publication, place: { xid, seq } };
}
