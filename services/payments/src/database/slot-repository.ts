// The slots of orders: one row for an order that somebody pays or has paid, or that nobody pays any more.

import type { OrderId } from '@paidonce/shared/contracts';
import { statement } from '@paidonce/shared/database';
import type { Kysely, Transaction } from 'kysely';
import type { Payment } from '../domain/payment.ts';
import type { Slot } from '../domain/slot.ts';
import { columns, type PaymentRow, paymentOf } from './payment-row.ts';
import type { PaymentsSchema, SlotsTable } from './schema.ts';

/** A slot that is not free is left as it is. In the order of ids, so that two transactions cannot wait for each other. */
const closeFree = statement<{ order_id: OrderId }>(
  `insert into slots (order_id, payment_id) select id, null from unnest($1::uuid[]) as told(id) order by id
   on conflict do nothing returning order_id`,
);

const selectSlot = statement<{ holder: SlotsTable['payment_id'] } & PaymentRow>(
  `select slots.payment_id as holder, ${columns.map((column) => `payments.${column}`).join(', ')}
   from slots left join payments on payments.id = slots.payment_id where slots.order_id = $1`,
);

export class SlotRepository {
  readonly #db: Kysely<PaymentsSchema>;

  constructor(db: Kysely<PaymentsSchema>) {
    this.#db = db;
  }

  /** Closes those of the slots that are free. @returns the orders whose slot it closed */
  async closeFree(ids: readonly OrderId[], transaction?: Transaction<PaymentsSchema>): Promise<OrderId[]> {
    return (await closeFree(transaction ?? this.#db, ids)).map((row) => row.order_id);
  }

  /** The slot as it is now, and the payment that holds it. */
  async find(orderId: OrderId): Promise<{ slot: Slot; holder?: Payment }> {
    const [row] = await selectSlot(this.#db, orderId);
    if (!row) return { slot: 'free' };
    return row.holder === null ? { slot: 'closed' } : { slot: row.holder, holder: paymentOf(row) };
  }
}
