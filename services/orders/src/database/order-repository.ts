// Orders in the database, each change with its timeline and its events.

import type { OrderId, UserId } from '@paidonce/shared/contracts';
import { statement } from '@paidonce/shared/database';
import { outgoingEvent } from '@paidonce/shared/messaging';
import type { Trace } from '@paidonce/shared/observability';
import { appendEvents, eventsParameter, type Outbox } from '@paidonce/shared/outbox';
import type { Kysely, Transaction } from 'kysely';
import type { Decision, Order, Wish } from '../domain/order.ts';
import { OrderBatch, source } from './order-batch.ts';
import { orderColumns, orderOf, rowOf } from './order-row.ts';
import type { OrderRow, OrdersSchema } from './schema.ts';
import { appendTimeline, readTimeline, type TimelineLine, timelineParameter } from './timeline.ts';

export type OrderFilter = { userId: UserId | undefined; before: OrderId | undefined; limit: number; skip: number };

const orderRecord = `order_row(id uuid, user_id uuid, version int, status text, confirmed boolean, lines jsonb, amount_minor bigint,
  currency text, payment_id uuid, sent_back uuid[], wish_reason text, wished_by uuid, cancel_reason text, created_at timestamptz, expires_at timestamptz)`;

/** What the rules change. */
const changeable = [
  'version',
  'status',
  'confirmed',
  'payment_id',
  'sent_back',
  'wish_reason',
  'wished_by',
  'cancel_reason',
] as const satisfies (keyof OrderRow)[];

const insertOrder = statement<{ id: OrderId }>(
  `with placed as (
     insert into orders (${orderColumns.join(', ')}) select ${orderColumns.join(', ')} from json_to_record($1::json) as ${orderRecord}
     returning id
   ),
   timeline as (${appendTimeline('$2', 'placed')}),
   told as (${appendEvents('$3', 'placed')})
   select id from placed`,
);

const lockOrders = statement<OrderRow>(
  `select ${orderColumns.join(', ')} from orders where id = any($1::uuid[]) order by id for update`,
);

const changes = `update orders set ${changeable.map((column) => `${column} = order_row.${column}`).join(', ')}`;

/** Guarded by the version that was read. */
const changeOrder = statement<{ id: OrderId }>(
  `with changed as (
     ${changes} from json_to_record($1::json) as ${orderRecord} where orders.id = order_row.id and orders.version = $2 returning orders.id
   ),
   timeline as (${appendTimeline('$3', 'changed')}),
   told as (${appendEvents('$4', 'changed')})
   select id from changed`,
);

/** The first wish stays, and only a pending order has one. The sweeper comes back to it when whoever wished has had their time. */
const wishOrder = statement<{ id: OrderId }>(
  `update orders set wish_reason = $2, wished_by = $3, due_at = now() + $4 * interval '1 millisecond'
   where id = $1 and status = 'pending' and wish_reason is null
   returning id`,
);

/**
 * Takes the orders whose turn it is, those that have waited longest first, and puts them at the end of the queue at once: whatever becomes of
 * this try, it holds up nobody else. An order without a wish is here because its time is over.
 */
const takeDueOrders = statement<OrderRow>(
  `with due as (
     select id from orders where status = 'pending' and coalesce(due_at, expires_at) <= now()
     order by coalesce(due_at, expires_at) limit $1 for update skip locked
   )
   update orders set due_at = now() + $2 * interval '1 millisecond', wish_reason = coalesce(wish_reason, 'expired')
   from due where orders.id = due.id
   returning ${orderColumns.map((column) => `orders.${column}`).join(', ')}`,
);

/** The rows are locked (see `lock`), so that the versions are those that were read. */
const saveBatch = statement(
  `with changed as (
     ${changes} from json_to_recordset($1::json) as ${orderRecord}
     where orders.id = order_row.id
     returning orders.id
   ),
   guard as (select 1 from changed limit 1),
   timeline as (${appendTimeline('$2', 'guard')}),
   told as (${appendEvents('$3', 'guard')})
   select count(*) from changed`,
);

export class OrderRepository {
  readonly #db: Kysely<OrdersSchema>;
  readonly #outbox: Pick<Outbox, 'wake'>;

  constructor(db: Kysely<OrdersSchema>, outbox: Pick<Outbox, 'wake'>) {
    this.#db = db;
    this.#outbox = outbox;
  }

  /** Writes a new order, in one statement with its timeline and its events. */
  async insert({ order, timeline, facts }: Decision, trace: Trace): Promise<void> {
    const lines = timeline.map((entry) => ({ orderId: order.id, entry }));
    const events = facts.map((fact) => outgoingEvent(fact, source, trace));
    await insertOrder(this.#db, JSON.stringify(rowOf(order)), timelineParameter(lines), eventsParameter(events));
    this.#outbox.wake();
  }

  /** Writes a decision about an order, unless it has changed since it was read. @returns whether it was written */
  async change(read: Order, { order, timeline, facts }: Decision, trace: Trace): Promise<boolean> {
    const lines = timeline.map((entry) => ({ orderId: order.id, entry }));
    const events = facts.map((fact) => outgoingEvent(fact, source, trace));
    const rows = await changeOrder(
      this.#db,
      JSON.stringify(rowOf(order)),
      read.version,
      timelineParameter(lines),
      eventsParameter(events),
    );
    if (rows.length === 0) return false;
    this.#outbox.wake();
    return true;
  }

  /**
   * Writes down that somebody wants the order cancelled.
   * @param ownMilliseconds for so long the sweeper leaves it to them
   * @returns whether it was written: it is not when the order has another wish, or is not pending any more
   */
  async wish(id: OrderId, { reason, by }: Wish, ownMilliseconds: number): Promise<boolean> {
    return (await wishOrder(this.#db, id, reason, by ?? null, ownMilliseconds)).length > 0;
  }

  /**
   * The pending orders that are to be cancelled, each with the wish for it: those past their time, and those that somebody wished away in vain.
   * @param pauseMilliseconds for so long they are not taken again
   */
  async takeDue(limit: number, pauseMilliseconds: number): Promise<Order[]> {
    return (await takeDueOrders(this.#db, limit, pauseMilliseconds)).map(orderOf);
  }

  /** @param owner whose order it has to be; undefined: anybody's */
  async find(id: OrderId, owner: UserId | undefined): Promise<Order | undefined> {
    const row = await this.#db
      .selectFrom('orders')
      .select(orderColumns)
      .where('id', '=', id)
      .$if(owner !== undefined, (query) => query.where('user_id', '=', owner as UserId)) // the condition says so
      .executeTakeFirst();
    return row && orderOf(row);
  }

  /** Newest first. */
  async list({ userId, before, limit, skip }: OrderFilter): Promise<Order[]> {
    let query = this.#db.selectFrom('orders').select(orderColumns).orderBy('id', 'desc').limit(limit).offset(skip);
    if (userId !== undefined) query = query.where('user_id', '=', userId);
    if (before !== undefined) query = query.where('id', '<', before);
    return (await query.execute()).map(orderOf);
  }

  /** What happened to an order, oldest first; empty when there is no such order of that owner. */
  timeline(id: OrderId, owner: UserId | undefined): Promise<TimelineLine[]> {
    return readTimeline(this.#db, id, owner);
  }

  /** Locks orders for decisions in this transaction. Sorted, so that two transactions cannot wait for each other. */
  async lock(transaction: Transaction<OrdersSchema>, ids: readonly OrderId[]): Promise<OrderBatch> {
    const rows = await lockOrders(transaction, ids);
    return new OrderBatch(rows.map(orderOf));
  }

  async save(transaction: Transaction<OrdersSchema>, batch: OrderBatch): Promise<void> {
    if (batch.changed.length === 0) return;
    const rows = JSON.stringify(batch.changed.map(rowOf));
    await saveBatch(transaction, rows, timelineParameter(batch.timeline), eventsParameter(batch.events));
  }
}
