// What payments knows of orders: filled by `order.confirmed`, which carries all that is needed to take money.

import { Money, type OrderId, type OrderTerms } from '@paidonce/shared/contracts';
import { statement } from '@paidonce/shared/database';
import type { Kysely, Transaction } from 'kysely';
import type { PayableOrder } from '../domain/payment.ts';
import type { OrdersTable, PaymentsSchema } from './schema.ts';

const selectOrder = statement<Omit<OrdersTable, 'version'>>(
  'select order_id, user_id, amount_minor, currency from orders where order_id = $1',
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
  readonly #db: Kysely<PaymentsSchema>;

  constructor(db: Kysely<PaymentsSchema>) {
    this.#db = db;
  }

  /** @returns undefined for an order that is not known here (yet) */
  async find(id: OrderId): Promise<PayableOrder | undefined> {
    const [row] = await selectOrder(this.#db, id);
    if (!row) return undefined;
    const { order_id, user_id, amount_minor, currency } = row; // the id as orders writes it: a caller may use capital letters
    return {
      id: order_id,
      userId: user_id,
      amount: new Money(amount_minor, currency),
      confirmed: true,
      cancelled: false,
    };
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
