import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, type OrderId, type PaymentId, paymentRefunded, streams } from '@paidonce/shared/contracts';
import { call, deadLetters, eventually, startStreams, type TestStreams } from '@paidonce/shared/testing';
import { paymentRejected } from '../../testing/order-facts.ts';
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

const pay = (order_id: OrderId) =>
  call(`${payments.url}/payments/pay`, { token: ada.token, body: { order_id, amount: 109.08 } });
const read = async (id: PaymentId) => (await call(`${payments.url}/payments/${id}`, { token: ada.token })).body;
async function paidOrder(): Promise<{ order: OrderId; payment: PaymentId }> {
  const order = ordersService.order(ada);
  const { body } = await pay(order);
  return { order, payment: (body as { id: PaymentId }).id }; // a payment, or the test fails on it
}
async function isRefunded(payment: PaymentId): Promise<void> {
  await eventually(async () => expect(await read(payment)).toMatchObject({ status: 'refunded' }));
}
/** Streams are applied and filled in their order: what was told before is done, and told on, when this payment's refund is. */
async function everythingIsApplied(): Promise<void> {
  const { order, payment } = await paidOrder();
  await told.tell(paymentRejected(order, payment, ada.id));
  await eventually(async () => expect(await told.toldOf(paymentRefunded, payment)).toHaveLength(1));
}

describe('a payment that orders could not take', () => {
  it('is refunded once, however often it is sent back', async () => {
    const { order, payment } = await paidOrder();
    for (let time = 1; time <= 3; time += 1) await told.tell(paymentRejected(order, payment, ada.id));
    await isRefunded(payment);
    await told.tell(paymentRejected(order, payment, ada.id));
    await everythingIsApplied();

    const { version } = await payments.db
      .selectFrom('payments')
      .select('version')
      .where('id', '=', payment)
      .executeTakeFirstOrThrow();
    expect(version).toBe(4);
    expect(await told.toldOf(paymentRefunded, payment)).toEqual([
      {
        payment_id: payment,
        order_id: order,
        user_id: ada.id,
        version: 4,
        amount_minor: 109_08,
        currency: 'USD',
        reason: 'the order is paid already',
      },
    ]);
  });

  it('closes its order for payments, for ever', async () => {
    const { order, payment } = await paidOrder();
    await told.tell(paymentRejected(order, payment, ada.id));
    await isRefunded(payment);
    const slots = await payments.db.selectFrom('slots').selectAll().where('order_id', '=', order).execute();
    expect(slots).toEqual([{ order_id: order, payment_id: null }]);
    expect(await pay(order)).toMatchObject({ status: 409, body: { type: '/problems/order-not-payable' } });
  });

  it('leaves the other payments as they are', async () => {
    const { order, payment } = await paidOrder();
    await everythingIsApplied();
    expect(await read(payment)).toMatchObject({ status: 'paid' });
    const slots = await payments.db.selectFrom('slots').selectAll().where('order_id', '=', order).execute();
    expect(slots).toEqual([{ order_id: order, payment_id: payment }]);
  });

  it('and that nobody here knows, is set aside, and the others go on', async () => {
    const unknown = await told.tell(paymentRejected(newId<OrderId>(), newId<PaymentId>(), ada.id));
    await everythingIsApplied();
    expect(await deadLetters(payments.db)).toEqual([
      {
        event_id: unknown.id,
        subject: 'order.payment_rejected',
        reason: expect.stringMatching(/^Poison: there is no payment/),
      },
    ]);
  });

  it('is not refunded on the word of another order', async () => {
    const { payment } = await paidOrder();
    const other = await paidOrder();
    await told.tell(paymentRejected(other.order, payment, ada.id));
    await everythingIsApplied();
    expect(await read(payment)).toMatchObject({ status: 'paid' });
  });
});
