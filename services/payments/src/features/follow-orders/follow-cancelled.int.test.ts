import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, type OrderId, type PaymentId, paymentRefunded, streams } from '@paidonce/shared/contracts';
import { call, deadLetters, eventually, startStreams, type TestStreams } from '@paidonce/shared/testing';
import { cancelled, confirmed } from '../../testing/order-facts.ts';
import { type OrdersService, startOrdersService } from '../../testing/start-orders-svc.ts';
import { type Person, startPayments, type TestPayments } from '../../testing/start-payments.ts';

let told: TestStreams;
let ordersService: OrdersService;
let payments: TestPayments;
let ada: Person;
beforeAll(async () => {
  told = await startStreams(streams.ORDERS);
  ordersService = await startOrdersService();
  payments = await startPayments({ NATS_URL: told.url, ORDERS_URL: ordersService.url });
  ada = payments.somebody();
});
afterAll(async () => {
  await payments.stop();
  await ordersService.stop();
  await told.close();
});

const pay = (order_id: OrderId, method?: string) =>
  call(`${payments.url}/payments/pay`, {
    token: ada.token,
    body: { order_id, amount: 109.08, payment_method: method },
  });
async function paidOrder(method?: string): Promise<{ order: OrderId; payment: PaymentId }> {
  const order = ordersService.order(ada);
  return { order, payment: ((await pay(order, method)).body as { id: PaymentId }).id }; // a payment, or the test fails on it
}
const read = async (id: PaymentId) => (await call(`${payments.url}/payments/${id}`, { token: ada.token })).body;
/** Streams are applied in their order: what was told before is done when this order's payment is sent back. */
async function everythingIsApplied(): Promise<void> {
  const { order, payment } = await paidOrder();
  await told.tell(cancelled(order, ada.id, payment));
  await eventually(async () => expect(await told.toldOf(paymentRefunded, payment)).toHaveLength(1));
}
const notPayable = { status: 409, body: { type: '/problems/order-not-payable' } };

describe('a cancelled order', () => {
  it.each([
    ['after it was confirmed', ['confirmed', 'cancelled']],
    ['before it was confirmed', ['cancelled', 'confirmed']],
  ])('is not payable, told of %s', async (_, events) => {
    const orderId = newId<OrderId>();
    for (const event of events)
      await told.tell(event === 'confirmed' ? confirmed({ orderId, userId: ada.id }) : cancelled(orderId, ada.id));
    await everythingIsApplied();
    expect(await pay(orderId)).toMatchObject(notPayable);
  });

  it('is not payable when only orders-svc knows that it is', async () => {
    expect(await pay(ordersService.order(ada, { confirmed: true, status: 'cancelled' }))).toMatchObject(notPayable);
  });

  it.each([
    ['at once', undefined],
    ['by a provider that takes its time', 'tok_refund_slow'],
  ])('that was paid is refunded once, %s, however often it is told of', async (_, method) => {
    const { order, payment } = await paidOrder(method);
    const event = await told.tell(cancelled(order, ada.id, payment));
    await told.tellAgain(event);
    await told.tell(cancelled(order, ada.id, payment));
    await eventually(async () => expect(await read(payment)).toMatchObject({ status: 'refunded' }));
    await everythingIsApplied();
    expect(await told.toldOf(paymentRefunded, payment)).toEqual([
      expect.objectContaining({ order_id: order, version: 4, reason: 'the order was cancelled: by_admin' }),
    ]);
    expect(await pay(order)).toMatchObject(notPayable);
  });

  it('is closed for payments as soon as its refund is due, before the provider has done it', async () => {
    const { order, payment } = await paidOrder('tok_refund_slow');
    await told.tell(cancelled(order, ada.id, payment));
    await eventually(async () => {
      const rows = await payments.db.selectFrom('payments').select('status').where('id', '=', payment).execute();
      expect(rows).toEqual([{ status: 'refund_due' }]);
    });
    expect(await read(payment)).toMatchObject({ status: 'paid' });
    expect(await pay(order)).toMatchObject(notPayable);
    expect(
      (await call(`${payments.url}/payments?status=paid&order_id=${order}`, { token: ada.token })).body,
    ).toHaveLength(1);
    await eventually(async () => expect(await read(payment)).toMatchObject({ status: 'refunded' }));
    expect((await call(`${payments.url}/payments?status=paid&order_id=${order}`, { token: ada.token })).body).toEqual(
      [],
    );
  });

  it('whose payment nobody here knows, or which failed, is set aside, and the others go on', async () => {
    const order = ordersService.order(ada);
    await pay(order, 'tok_declined');
    const [failed] = await payments.db.selectFrom('payments').select('id').where('order_id', '=', order).execute();
    const unknown = await told.tell(cancelled(newId<OrderId>(), ada.id, newId<PaymentId>()));
    const ofFailed = await told.tell(cancelled(order, ada.id, failed?.id));
    await everythingIsApplied();
    await eventually(async () =>
      expect(await deadLetters(payments.db)).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ event_id: unknown.id, reason: expect.stringMatching(/there is no payment/) }),
          expect.objectContaining({ event_id: ofFailed.id, reason: expect.stringMatching(/nothing to refund/) }),
        ]),
      ),
    );
  });
});
