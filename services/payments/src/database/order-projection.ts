// What payments knows of orders: filled by `order.confirmed`, which carries all that is needed to take money.

import { setTimeout as delay } from 'node:timers/promises';
import { Money, type OrderId, type OrderTerms } from '@paidonce/shared/contracts';
import { coalesced, statement } from '@paidonce/shared/database';
import type { Kysely, Transaction } from 'kysely';
import type { PayableOrder } from '../domain/payment.ts';
import type { OrdersTable, PaymentsSchema } from './schema.ts';

const selectOrders = statement<Omit<OrdersTable, 'version'>>(
  'select order_id, user_id, amount_minor, currency from orders where order_id = any($1::uuid[])',
);

/** The newest version of each order wins: events may come late and in any order. A batch may have an order twice. */
const upsert = statement(
  `insert into orders (order_id, version, user_id, amount_minor, currency)
   select distinct on (order_id) order_id, version, user_id, amount_minor, currency
   from json_to_recordset($1::json) as told(order_id uuid, version int, user_id uuid, amount_minor bigint, currency text)
   order by order_id, version desc
   on conflict (order_id) do update
     set version = excluded.version, user_id = excluded.user_id, amount_minor = excluded.amount_minor, currency = excluded.currency
     where orders.version < excluded.version`,
);

export class OrderProjection {
  /** An order as far as it is known here; undefined for one that is not (yet). */
  readonly find: (id: OrderId) => Promise<PayableOrder | undefined>;
  #told = Promise.withResolvers<void>();

  constructor(db: Kysely<PaymentsSchema>) {
    this.find = coalesced(async (ids: readonly OrderId[]) => {
      const orders = new Map((await selectOrders(db, ids)).map((row) => [row.order_id, payableOf(row)]));
      return ids.map((id) => orders.get(id));
    });
  }

  /** An order as soon as it is known here; undefined when it is not after so many milliseconds. */
  async findSoon(id: OrderId, patienceMilliseconds: number): Promise<PayableOrder | undefined> {
    const end = performance.now() + patienceMilliseconds;
    for (;;) {
      const { promise: told } = this.#told; // before looking: what is told of meanwhile is looked for again
      const known = await this.find(id);
      const left = end - performance.now();
      if (known || left <= 0) return known;
      await Promise.race([told, delay(left, undefined, { ref: false })]);
    }
  }

  /** To be called when what was followed is committed: whoever waits for an order looks again. */
  committed(): void {
    this.#told.resolve();
    this.#told = Promise.withResolvers();
  }

  async follow(transaction: Transaction<PaymentsSchema>, confirmed: readonly OrderTerms[]): Promise<void> {
    const rows = confirmed.map(({ orderId, version, userId, amount }) => ({
      order_id: orderId,
      version,
      user_id: userId,
      amount_minor: amount.minor,
      currency: amount.currency,
    }));
    await upsert(transaction, JSON.stringify(rows));
  }
}

function payableOf({ order_id, user_id, amount_minor, currency }: Omit<OrdersTable, 'version'>): PayableOrder {
  return {
    id: order_id,
    userId: user_id,
    amount: new Money(amount_minor, currency),
    confirmed: true,
    cancelled: false,
  };
}
