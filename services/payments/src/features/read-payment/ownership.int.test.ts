import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, type OrderId } from '@paidonce/shared/contracts';
import { call } from '@paidonce/shared/testing';
import { type OrdersService, startOrdersService } from '../../testing/start-orders-svc.ts';
import { type Person, startPayments, type TestPayments } from '../../testing/start-payments.ts';

let ordersService: OrdersService;
let payments: TestPayments;
let ada: Person;
let bob: Person;
let admin: Person;
let order: OrderId;
let payment: { id: string };
beforeAll(async () => {
  ordersService = await startOrdersService();
  payments = await startPayments({ ORDERS_URL: ordersService.url });
  [ada, bob, admin] = [payments.somebody(), payments.somebody(), payments.somebody('admin')];
  order = ordersService.order(ada);
  payment = await pay(order, ada);
  await pay(ordersService.order(bob), bob);
});
afterAll(async () => {
  await payments.stop();
  await ordersService.stop();
});

const get = (path: string, { token }: Person) => call(payments.url + path, { token });
async function pay(order_id: OrderId, { token }: Person): Promise<{ id: string }> {
  const { body } = await call(`${payments.url}/payments`, { token, body: { order_id, amount: 109.08 } });
  return body as { id: string }; // a payment, or the test fails on it
}

describe.each(['/payments', '/payments/status'])('a payment at %s/:id', (path) => {
  it.each([
    ['who made it', () => ada],
    ['an administrator', () => admin],
  ])('is shown to %s', async (_, person) => {
    const { status, body } = await get(`${path}/${payment.id}`, person());
    expect(status).toBe(200);
    expect(body).toEqual(payment);
  });

  it('of somebody else is not there', async () => {
    expect(await get(`${path}/${payment.id}`, bob)).toMatchObject({ status: 404 });
    expect(await get(`${path}/${newId()}`, ada)).toMatchObject({ status: 404 });
  });

  it('needs a token', async () => {
    expect((await call(`${payments.url}${path}/${payment.id}`)).status).toBe(401);
  });
});

describe('the payments of an order', () => {
  it.each([
    ['its owner', () => ada],
    ['an administrator', () => admin],
  ])('are listed for %s', async (_, person) => {
    expect((await get(`/payments?order_id=${order}`, person())).body).toEqual([payment]);
  });

  it('of somebody else are none', async () => {
    expect(await get(`/payments?order_id=${order}`, bob)).toMatchObject({ status: 200, body: [] });
  });
});

describe('the list of payments', () => {
  it('holds only one’s own', async () => {
    expect((await get('/payments', ada)).body).toEqual([payment]);
    expect((await get('/payments', payments.somebody())).body).toEqual([]);
  });

  it('holds everybody’s for an administrator', async () => {
    expect((await get('/payments', admin)).body).toHaveLength(2);
  });

  it('comes in pages, newest first, whose links keep the order that was asked for', async () => {
    const newest = await pay(ordersService.order(ada), ada);
    const { body, headers } = await get('/payments?limit=1', ada);
    expect(body).toEqual([newest]);
    const next = /<([^>]*)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
    expect((await get(`/payments${next}`, ada)).body).toEqual([payment]);
    expect((await get('/payments?skip=1', ada)).body).toEqual([payment]);
    expect((await get(`/payments?limit=1&order_id=${order}`, ada)).headers.get('link')).toBeNull();
  });
});
