import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { OrderId } from '@paidonce/shared/contracts';
import { paymentCompleted, streams } from '@paidonce/shared/contracts';
import { call, eventually, type Reply, startStreams, type TestStreams } from '@paidonce/shared/testing';
import { sql } from 'kysely';
import { confirmed } from '../../testing/order-facts.ts';
import { type OrdersService, startOrdersService } from '../../testing/start-orders-svc.ts';
import { type Person, startPayments, type TestPayments } from '../../testing/start-payments.ts';

let told: TestStreams;
let ordersService: OrdersService;
let payments: TestPayments;
let ada: Person;
let urls: string[];
beforeAll(async () => {
  told = await startStreams(streams.ORDERS);
  ordersService = await startOrdersService();
  payments = await startPayments({ NATS_URL: told.url, ORDERS_URL: ordersService.url });
  ada = payments.somebody();
  urls = [payments.url, await payments.another()];
});
afterAll(async () => {
  await payments.stop();
  await ordersService.stop();
  await told.close();
});

/** A hundred payments of one order at once, half of them at each instance. */
const payHundredTimes = (order_id: OrderId) =>
  Promise.all(
    Array.from({ length: 100 }, (_, number) =>
      call(`${urls[number % 2]}/payments/pay`, { token: ada.token, body: { order_id, amount: 109.08 } }),
    ),
  );

it.each(['by payments itself', 'by orders-svc alone'])(
  'of 100 payments at once, at two instances, of an order known %s, one is taken',
  async (who) => {
    const order = ordersService.order(ada);
    if (who === 'by payments itself') await isKnown(order);
    const replies = await payHundredTimes(order);
    const [paid, ...others] = replies.toSorted((one, other) => one.status - other.status);
    expect(paid?.status).toBe(200);
    expect(others.map(refusal)).toEqual(Array.from({ length: 99 }, () => '403 Already Paid'));

    const rows = await payments.db.selectFrom('payments').select('id').where('order_id', '=', order).execute();
    expect(rows).toEqual([{ id: idOf(paid) }]);
    const appended = sql<{ subject: string }>`select subject from outbox where payload->>'order_id' = ${order}`;
    const { rows: events } = await appended.execute(payments.db);
    expect(events).toEqual([{ subject: 'payment.completed' }]);
    await eventually(async () =>
      expect(await told.toldOf(paymentCompleted, idOf(paid))).toEqual([
        expect.objectContaining({
          order_id: order,
          user_id: ada.id,
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
  await told.tell(confirmed({ orderId: order, userId: ada.id }));
  await eventually(async () => {
    const known = await payments.db.selectFrom('orders').select('order_id').where('order_id', '=', order).execute();
    expect(known).toHaveLength(1);
  });
}
