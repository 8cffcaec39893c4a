// A projection's table made anew beside the running one, and put in its place.

import { type Kysely, sql, type Transaction } from 'kysely';
import { isOutage, statement } from '../database/index.ts';
import type { Event } from '../messaging/index.ts';
import { type Message, readMessage, typeOf } from './read-message.ts';
import type { Subscription } from './subscription.ts';

/** How the running table differed. */
export type Difference = { missing: number; different: number; surplus: number };

type Table = { schema: string; key: string[]; columns: string[] };

const describeTable = statement<{ schema: string; key: string[]; columns: string[] }>(
  `select relation.relnamespace::regnamespace::text as schema,
     array(select attname::text from pg_attribute where attrelid = relation.oid and attnum > 0 and not attisdropped order by attnum) as columns,
     array(select attname::text from pg_attribute, pg_index
       where indrelid = relation.oid and indisprimary and attrelid = relation.oid and attnum = any(indkey)) as key
   from pg_class as relation where relation.oid = $1::regclass`,
);
const readOnlyViolation = '25006';

/**
 * A temporary table of the projection's own name: in this session PostgreSQL finds it before the running one, so that
 * the very same handlers fill it. They run read-only, and there PostgreSQL lets them write to temporary tables alone:
 * whatever else they would do is refused. It is gone with the session.
 */
export class Shadow<Schema> {
  /** Events that no handler took; the running service has set them aside as well. */
  skipped = 0;
  readonly #session: Kysely<Schema>;
  readonly #name: string;
  readonly #table: Table;
  readonly #subscriptions: ReadonlyMap<string, Subscription<Schema>>;

  private constructor(
    session: Kysely<Schema>,
    name: string,
    table: Table,
    subscriptions: readonly Subscription<Schema>[],
  ) {
    this.#session = session;
    this.#name = name;
    this.#table = table;
    this.#subscriptions = new Map(subscriptions.map((subscription) => [subscription.type.type, subscription]));
  }

  /** @param session one connection: its temporary table hides the running one from everybody who uses it, until `drop` */
  static async make<Schema>(
    session: Kysely<Schema>,
    name: string,
    subscriptions: readonly Subscription<Schema>[],
  ): Promise<Shadow<Schema>> {
    const [table] = await describeTable(session, name);
    if (!table) throw new Error(`there is no table ${name}`);
    const running = sql.table(`${table.schema}.${name}`);
    await sql`create temporary table ${sql.table(name)} (like ${running} including all)`.execute(session);
    return new Shadow(session, name, table, subscriptions);
  }

  async drop(): Promise<void> {
    await sql`drop table pg_temp.${sql.ref(this.#name)}`.execute(this.#session);
  }

  /** Applies what the projection follows, in runs of one type, each in a transaction; other messages are left out. */
  async fill(messages: readonly Message[]): Promise<void> {
    for (const { subscription, events } of this.#runsOf(messages)) {
      await this.#applied(events, (some) =>
        this.#session
          .transaction()
          .setAccessMode('read only')
          .execute((transaction) => subscription.handler(some, transaction)),
      );
    }
  }

  /** The same inside a transaction that goes on to write: a part of it is read-only. */
  async #fillWithin(transaction: Transaction<Schema>, messages: readonly Message[]): Promise<void> {
    for (const { subscription, events } of this.#runsOf(messages)) {
      await this.#applied(events, async (some) => {
        await sql`savepoint tail`.execute(transaction);
        try {
          await sql`set transaction read only`.execute(transaction);
          await subscription.handler(some, transaction);
          await sql`release savepoint tail`.execute(transaction);
        } catch (error) {
          await sql`rollback to savepoint tail`.execute(transaction);
          throw error;
        }
      });
    }
  }

  /**
   * Brings the running table into line with the shadow, in one transaction: whoever reads it is never kept waiting,
   * whoever writes it waits. Rows that are right stay untouched.
   * @param tail what the streams have got since the shadow was filled. Asked for under the lock: whatever the service
   * has applied by then is in the streams by then, and what it applies later is newer
   * @param dryRun leaves everything as it is
   * @throws when the lock is not to be had within three seconds, before the tail was asked for: those who wait for a
   * lock hold up those behind them
   */
  async exchange(tail: () => Promise<Message[]>, dryRun: boolean): Promise<Difference> {
    return await this.#session.transaction().execute(async (transaction) => {
      const running = sql.table(`${this.#table.schema}.${this.#name}`);
      await sql`set local lock_timeout = '3s'`.execute(transaction);
      await sql`lock table ${running} in share row exclusive mode`.execute(transaction);
      await this.#fillWithin(transaction, await tail());
      await sql`savepoint aligned`.execute(transaction);
      const difference = await this.#align(transaction);
      if (dryRun) await sql`rollback to savepoint aligned`.execute(transaction);
      return difference;
    });
  }

  async #align(transaction: Transaction<Schema>): Promise<Difference> {
    const { schema, key, columns } = this.#table;
    const [running, shadow] = [`${schema}.${quoted(this.#name)}`, `pg_temp.${quoted(this.#name)}`];
    const all = (alias: string) => columns.map((column) => `${alias}.${quoted(column)}`).join(', ');
    const same = key.map((column) => `running.${quoted(column)} = shadow.${quoted(column)}`).join(' and ');
    const counted = async (text: string) => (await sql.raw(text).execute(transaction)).numAffectedRows;
    const surplus = await counted(
      `delete from ${running} as running where not exists (select from ${shadow} as shadow where ${same})`,
    );
    const different = await counted(
      `update ${running} as running set (${columns.map(quoted).join(', ')}) = row(${all('shadow')}) from ${shadow} as shadow
       where ${same} and (${all('running')}) is distinct from (${all('shadow')})`,
    );
    const missing = await counted(
      `insert into ${running} (${columns.map(quoted).join(', ')}) select ${all('shadow')} from ${shadow} as shadow
       where not exists (select from ${running} as running where ${same})`,
    );
    return { missing: Number(missing ?? 0), different: Number(different ?? 0), surplus: Number(surplus ?? 0) };
  }

  #runsOf(messages: readonly Message[]): { subscription: Subscription<Schema>; events: Event<unknown>[] }[] {
    const runs: { subscription: Subscription<Schema>; events: Event<unknown>[] }[] = [];
    for (const message of messages) {
      try {
        const subscription = this.#subscriptions.get(typeOf(message));
        if (!subscription) continue;
        const event = readMessage(subscription, message);
        const last = runs.at(-1);
        if (last?.subscription === subscription) last.events.push(event);
        else runs.push({ subscription, events: [event] });
      } catch {
        this.skipped += 1;
      }
    }
    return runs;
  }

  /** A run that fails is repeated one event at a time. One that cannot be applied is left out: the service has set it aside. */
  async #applied(events: Event<unknown>[], apply: (events: Event<unknown>[]) => Promise<void>): Promise<void> {
    try {
      await apply(events);
    } catch (error) {
      if (isOutage(error) || wroteElsewhere(error)) throw error;
      if (events.length === 1) this.skipped += 1;
      else for (const event of events) await this.#applied([event], apply);
    }
  }
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

const wroteElsewhere = (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === readOnlyViolation;
