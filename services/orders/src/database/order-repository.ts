// Orders in the database, each change with its timeline and its events.

import type { OrderId, UserId } from '@paidonce/shared/contracts';
import { statement } from '@paidonce/shared/database';
import { outgoingEvent } from '@paidonce/shared/messaging';
import type { Trace } from '@paidonce/shared/observability';
import { appendEvents, eventsParameter, type Outbox } from '@paidonce/shared/outbox';
import type { Kysely, Transaction } from 'kysely';
import type { Decision, Order } from '../domain/order.ts';
import { OrderBatch, source } from './order-batch.ts';
import { orderColumns, orderOf, rowOf } from './order-row.ts';
import type { OrdersSchema, OrdersTable } from './schema.ts';
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
] as const satisfies (keyof OrdersTable)[];

const insertOrder = statement<{ id: OrderId }>(
  `with placed as (
     insert into orders (${orderColumns.join(', ')}) select ${orderColumns.join(', ')} from json_to_record($1::json) as ${orderRecord}
     returning id
   ),
   timeline as (${appendTimeline('$2', 'placed')}),
   told as (${appendEvents('$3', 'placed')})
   select id from placed`,
);

const lockOrders = statement<OrdersTable>(
  `select ${orderColumns.join(', ')} from orders where id = any($1::uuid[]) order by id for update`,
);

/** The rows are locked (see `lock`), so that the versions are those that were read. */
const saveBatch = statement(
  `with changed as (
     update orders set ${changeable.map((column) => `${column} = order_row.${column}`).join(', ')}
     from json_to_recordset($1::json) as ${orderRecord}
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
