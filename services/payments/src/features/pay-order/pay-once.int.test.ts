import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { OrderId } from '@paidonce/shared/contracts';
import { paymentCompleted } from '@paidonce/shared/contracts';
import { eventually, type Reply } from '@paidonce/shared/testing';
import { sql } from 'kysely';
import { confirmed } from '../../testing/order-facts.ts';
import { openPaymentDesk, type PaymentDesk } from '../../testing/payment-desk.ts';

let desk: PaymentDesk;
let urls: string[];
beforeAll(async () => {
  desk = await openPaymentDesk();
  urls = [desk.payments.url, await desk.payments.another()];
});
afterAll(() => desk.close());

/** A hundred payments of one order at once, half of them at each instance. */
const payHundredTimes = (order: OrderId) =>
  Promise.all(Array.from({ length: 100 }, (_, number) => desk.pay(order, { url: urls[number % 2] ?? '' })));

it.each(['by payments itself', 'by orders-svc alone'])(
  'of 100 payments at once, at two instances, of an order known %s, one is taken',
  async (who) => {
    const order = desk.order();
    if (who === 'by payments itself') await isKnown(order);
    const replies = await payHundredTimes(order);
    const [paid, ...others] = replies.toSorted((one, other) => one.status - other.status);
    expect(paid?.status).toBe(200);
    expect(others.map(refusal)).toEqual(Array.from({ length: 99 }, () => '403 Already Paid'));

    const rows = await desk.payments.db.selectFrom('payments').select('id').where('order_id', '=', order).execute();
    expect(rows).toEqual([{ id: idOf(paid) }]);
    const appended = sql<{ subject: string }>`select subject from outbox where payload->>'order_id' = ${order}`;
    const { rows: events } = await appended.execute(desk.payments.db);
    expect(events).toEqual([{ subject: 'payment.completed' }]);
    await eventually(async () =>
      expect(await desk.told.toldOf(paymentCompleted, idOf(paid))).toEqual([
        expect.objectContaining({
          order_id: order,
          user_id: desk.ada.id,
          amount_minor: 109_08,
          currency: 'USD',
          version: 2,
        }),
      ]),
    );
  },
);

const idOf = (paid: Reply | undefined) => (paid?.body as { id: string } | undefined)?.id ?? 'none'; // a payment
const refusal = ({ status, body }: Reply) => `${status} ${(body as { detail: string }).detail}`; // a problem

async function isKnown(order: OrderId): Promise<void> {
  await desk.told.tell(confirmed({ orderId: order, userId: desk.ada.id }));
  await eventually(async () => {
    const known = await desk.payments.db
      .selectFrom('orders')
      .select('order_id')
      .where('order_id', '=', order)
      .execute();
    expect(known).toHaveLength(1);
  });
}
