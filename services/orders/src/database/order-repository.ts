// Orders in the database, each change with its timeline and its events.

import type { OrderId, UserId } from '@paidonce/shared/contracts';
import { coalesced } from '@paidonce/shared/database';
import { type Claim, keyParameter, type Once, once } from '@paidonce/shared/idempotency';
import { outgoingEvent } from '@paidonce/shared/messaging';
import type { Trace } from '@paidonce/shared/observability';
import { eventsParameter, type Outbox } from '@paidonce/shared/outbox';
import type { Kysely, Transaction } from 'kysely';
import type { Decision, Order, Wish } from '../domain/order.ts';
import { OrderBatch, source } from './order-batch.ts';
import { orderColumns, orderOf, rowOf } from './order-row.ts';
import {
  changeOrder,
  dateTimeline,
  insertOrders,
  lockOrders,
  saveBatch,
  takeDueOrders,
  wishOrder,
} from './order-statements.ts';
import type { OrdersSchema } from './schema.ts';
import { readTimeline, type TimelineLine, timelineParameter } from './timeline.ts';

export type OrderFilter = { owner: UserId | undefined; before: OrderId | undefined; limit: number; skip: number };

export type NewOrder = { decision: Decision; claim: Claim | undefined; trace: Trace };

/**
 * `no room` when the owner has as many unpaid orders as they may; `collided` when somebody took the same number at the
 * same time, or its reference is taken.
 */
export type Insertion = 'placed' | 'no room' | 'collided';

export class OrderRepository {
  /**
   * Writes a new order, in one statement with its timeline, its events, the key that it was placed with, and others
   * placed at the same time.
   */
  readonly insert: (order: NewOrder) => Promise<Insertion>;
  readonly #db: Kysely<OrdersSchema>;
  readonly #outbox: Pick<Outbox, 'wake'>;

  /** @param mostUnpaid so many pending orders a user may have; 0: any number */
  constructor(db: Kysely<OrdersSchema>, outbox: Pick<Outbox, 'wake'>, mostUnpaid: number) {
    this.#db = db;
    this.#outbox = outbox;
    this.insert = coalesced((orders) => this.#insertAll(orders, mostUnpaid));
  }

  /** Runs an effect that writes its key down, once per key. @param replay makes the answer again, of the order that the key has made */
  once<Result>(
    claim: Claim | undefined,
    effect: () => Promise<Result>,
    replay: (id: OrderId) => Promise<Result>,
  ): Promise<Once<Result>> {
    return once(this.#db, claim, effect, replay);
  }

  /** Writes a decision about an order, unless it has changed since it was read. @returns whether it was written */
  async change(read: Order, decision: Decision, trace: Trace): Promise<boolean> {
    const rows = await changeOrder(
      this.#db,
      JSON.stringify(rowOf(decision.order)),
      read.version,
      timelineParameter(linesOf(decision)),
      eventsParameter(eventsOf(decision, trace)),
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
   * The pending orders that are to be cancelled, each with the wish for it: those past their time, and those that
   * somebody wished away in vain.
   * @param pauseMilliseconds for so long they are not taken again
   */
  async takeDue(limit: number, pauseMilliseconds: number): Promise<Order[]> {
    return (await takeDueOrders(this.#db, limit, pauseMilliseconds)).map(orderOf);
  }

  /** @param owner whose order it has to be; undefined: anybody's */
  async find(id: OrderId, owner: UserId | undefined): Promise<Order | undefined> {
    let query = this.#db.selectFrom('orders').select(orderColumns).where('id', '=', id);
    if (owner !== undefined) query = query.where('user_id', '=', owner);
    const row = await query.executeTakeFirst();
    return row && orderOf(row);
  }

  /** An order that is known to be there. */
  async get(id: OrderId): Promise<Order> {
    const order = await this.find(id, undefined);
    if (!order) throw new Error(`order ${id} has vanished`);
    return order;
  }

  /** The order that its owner calls so. */
  async findByReference(reference: string, owner: UserId): Promise<Order | undefined> {
    const row = await this.#db
      .selectFrom('orders')
      .select(orderColumns)
      .where('reference', '=', reference)
      .where('user_id', '=', owner)
      .executeTakeFirst();
    return row && orderOf(row);
  }

  /** Newest first. */
  async list({ owner, before, limit, skip }: OrderFilter): Promise<Order[]> {
    let query = this.#db.selectFrom('orders').select(orderColumns).orderBy('id', 'desc').limit(limit).offset(skip);
    if (owner !== undefined) query = query.where('user_id', '=', owner);
    if (before !== undefined) query = query.where('id', '<', before);
    return (await query.execute()).map(orderOf);
  }

  /** What happened to an order, oldest first. */
  timeline(id: OrderId): Promise<TimelineLine[]> {
    return readTimeline(this.#db, id);
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

  /**
   * Writes what was recalled of orders, those that were not there as well. They count for nobody's unpaid orders.
   * @param told which versions, and when: that is when they came about
   */
  async saveRecalled(
    transaction: Transaction<OrdersSchema>,
    batch: OrderBatch,
    told: readonly { orderId: OrderId; version: number; at: Date }[],
  ): Promise<void> {
    const placed = JSON.stringify([...batch.placed.values()].map(rowOf));
    await insertOrders(transaction, placed, timelineParameter([]), eventsParameter([]), 0, keyParameter([]));
    const rows = JSON.stringify(batch.changed.map(rowOf));
    await saveBatch(transaction, rows, timelineParameter(batch.timeline), eventsParameter([]));
    await dateTimeline(
      transaction,
      JSON.stringify(told.map(({ orderId, version, at }) => ({ order_id: orderId, version, at }))),
    );
  }

  async #insertAll(orders: readonly NewOrder[], mostUnpaid: number): Promise<Insertion[]> {
    const rows = await insertOrders(
      this.#db,
      JSON.stringify(orders.map(({ decision }) => rowOf(decision.order))),
      timelineParameter(orders.flatMap(({ decision }) => linesOf(decision))),
      eventsParameter(orders.flatMap(({ decision, trace }) => eventsOf(decision, trace))),
      mostUnpaid,
      keyParameter(orders.map(({ decision, claim }) => ({ claim, resourceId: decision.order.id }))),
    );
    this.#outbox.wake();
    const outcomes = new Map(rows.map((row) => [row.id, row]));
    return orders.map(({ decision }) => {
      const outcome = outcomes.get(decision.order.id);
      if (outcome?.placed) return 'placed';
      return outcome?.had_room ? 'collided' : 'no room';
    });
  }
}

function linesOf({ order, timeline }: Decision) {
  return timeline.map((entry) => ({ orderId: order.id, entry }));
}

function eventsOf({ facts }: Decision, trace: Trace) {
  return facts.map((fact) => outgoingEvent(fact, source, trace));
}
