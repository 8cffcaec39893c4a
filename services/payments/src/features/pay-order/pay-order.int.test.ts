import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, type OrderId } from '@paidonce/shared/contracts';
import { call, eventually } from '@paidonce/shared/testing';
import { confirmed } from '../../testing/order-facts.ts';
import { openPaymentDesk } from '../../testing/payment-desk.ts';
import { type OrdersService, startOrdersService } from '../../testing/start-orders-svc.ts';
import { type Person, startPayments, type TestPayments } from '../../testing/start-payments.ts';

let ordersService: OrdersService;
let payments: TestPayments;
let ada: Person;
beforeAll(async () => {
  ordersService = await startOrdersService();
  payments = await startPayments({ ORDERS_URL: ordersService.url });
  ada = payments.somebody();
});
afterAll(async () => {
  await payments.stop();
  await ordersService.stop();
});

const pay = (order_id: string, amount: unknown = 109.08, payer = ada, path = '/payments/pay') =>
  call(payments.url + path, { token: payer.token, body: { order_id, amount } });
const paymentsOf = (orderId: OrderId) =>
  payments.db.selectFrom('payments').selectAll().where('order_id', '=', orderId).execute();

describe('paying right after ordering, before any event has come', () => {
  it.each(['/payments/pay', '/payments', '/payments/'])('works at %s', async (path) => {
    const order = ordersService.order(ada);
    const { status, body } = await pay(order, 109.08, ada, path);
    expect(status).toBe(200);
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
      user_id: ada.id,
      order_id: order,
      amount: 109.08,
      currency: 'USD',
      status: 'paid',
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
  });

  it.each(['109.08', 109.08])('takes the amount as %j', async (amount) => {
    expect((await pay(ordersService.order(ada), amount)).body).toMatchObject({ amount: 109.08 });
  });
});

describe('paying while orders is just telling of the order', () => {
  it('asks orders-svc nothing', async () => {
    const desk = await openPaymentDesk();
    const payAndTell = async () => {
      const { asked } = desk.ordersService;
      const order = desk.order();
      const paying = desk.pay(order);
      await desk.told.tell(confirmed({ orderId: order, userId: desk.ada.id }));
      expect(await paying).toMatchObject({ status: 200 });
      expect(desk.ordersService.asked).toBe(asked);
    };
    await eventually(payAndTell); // its patience is short: on a busy machine the event may come too late
    await desk.close();
  });
});

describe('a payment is refused', () => {
  it('the second time, as already paid', async () => {
    const order = ordersService.order(ada);
    expect((await pay(order)).status).toBe(200);
    expect(await pay(order)).toMatchObject({
      status: 403,
      body: { type: '/problems/already-paid', detail: 'Already Paid' },
    });
    expect(await paymentsOf(order)).toHaveLength(1);
  });

  it.each([109.07, 109.09, 0, '1090.80'])('of %s for an order over 109.08, which is told', async (amount) => {
    const order = ordersService.order(ada);
    expect(await pay(order, amount)).toMatchObject({
      status: 400,
      body: { type: '/problems/invalid-amount', amount: 109.08, currency: 'USD' },
    });
    expect(await paymentsOf(order)).toEqual([]);
    expect((await pay(order)).status).toBe(200);
  });

  it('for an order that nobody knows', async () => {
    expect(await pay(newId())).toMatchObject({ status: 404, body: { type: '/problems/unknown-order' } });
  });

  it.each([
    ['somebody else', 'user'],
    ['an administrator', 'admin'],
  ] as const)('from %s than the owner: to them there is no such order', async (_, role) => {
    const order = ordersService.order(ada);
    expect(await pay(order, 109.08, payments.somebody(role))).toMatchObject({
      status: 404,
      body: { type: '/problems/unknown-order' },
    });
    expect(await paymentsOf(order)).toEqual([]);
  });

  it('while the stock of the order is not confirmed, for a moment', async () => {
    const { status, body, headers } = await pay(ordersService.order(ada, { confirmed: false }));
    expect(status).toBe(409);
    expect(body).toMatchObject({ type: '/problems/order-not-confirmed' });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('without a token', async () => {
    const body = { order_id: ordersService.order(ada), amount: 109.08 };
    expect((await call(`${payments.url}/payments/pay`, { body })).status).toBe(401);
  });

  it('while orders-svc is away and the order is not known, for a moment', async () => {
    const alone = await startPayments();
    const { token } = alone.somebody();
    const body = { order_id: newId(), amount: 109.08 };
    const answer = await call(`${alone.url}/payments/pay`, { token, body });
    await alone.stop();
    expect(answer).toMatchObject({ status: 503, body: { type: '/problems/unavailable' } });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('an order whose id is written in capital letters', () => {
  it('is the same order, for everybody who is told of it', async () => {
    const order = ordersService.order(ada);
    expect((await pay(order.toUpperCase())).body).toMatchObject({ order_id: order });
    expect((await pay(order)).status).toBe(403);
  });
});
