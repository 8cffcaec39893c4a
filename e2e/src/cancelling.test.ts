import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { orderCancelled, orderPaymentRejected, paymentRefunded } from '@paidonce/shared/contracts';
import { eventually, query } from '@paidonce/shared/testing';
import { Customer, type PlacedOrder } from './support/customer.ts';
import { type Ending, endingsOf } from './support/endings.ts';
import { expectAuditorAgrees } from './support/expect-auditor-agrees.ts';
import { openShop, type Shop } from './support/shop.ts';

const timeToLiveSeconds = 6;

let shop: Shop;
let customer: Customer;
let administrator: Customer;
beforeAll(async () => {
  const env = { ORDER_TIME_TO_LIVE_SECONDS: String(timeToLiveSeconds), ORDER_SWEEP_SECONDS: '0.1' };
  shop = await openShop({ env: { orders: env } });
  [customer, administrator] = [new Customer(shop), new Customer(shop, 'admin')];
});
afterAll(() => shop.close());

const endOf = async ({ id }: PlacedOrder) => (await endingsOf(shop, [{ id }])).get(id);
const becomes = (order: PlacedOrder, end: Partial<Ending>) =>
  eventually(async () => expect(await endOf(order)).toMatchObject(end));
const refused = (type: string) => ({ status: 409, body: { type: `/problems/${type}` } });
const eventsOf = async ({ id }: PlacedOrder) => {
  const inOutbox = "select subject from outbox where payload ->> 'order_id' = $1 and subject = any($2) order by 1";
  const sought = [orderCancelled, orderPaymentRejected, paymentRefunded].map(({ type }) => type);
  const { orders, payments } = shop.databaseUrls;
  const found = await Promise.all(
    [orders, payments].map((url) => query<{ subject: string }>(url, inOutbox, id, sought)),
  );
  return found.flat().map(({ subject }) => subject);
};

describe('an order', () => {
  it('that its owner has cancelled can be paid by nobody any more', async () => {
    const order = await customer.order();
    expect(await customer.cancel(order)).toMatchObject({ status: 204 });
    expect(await customer.pay(order)).toMatchObject(refused('order-not-payable'));
    expect(await customer.read(order)).toMatchObject({ status: 'cancelled', payment_id: null });
    expect(await endOf(order)).toMatchObject({ timeline: ['created', 'confirmed', 'cancelled'], payments: [] });
    await expectAuditorAgrees(shop);
  });

  it('that is paid cannot be cancelled by its owner, from the moment of the answer on', async () => {
    const order = await customer.order();
    expect(await customer.pay(order)).toMatchObject({ status: 200 });
    expect(await customer.cancel(order)).toMatchObject(refused('order-already-paid'));
    await becomes(order, { status: 'paid', payments: ['paid'] });
    expect(await customer.become(order, 'cancelled')).toMatchObject(refused('order-already-paid'));
    expect(await endOf(order)).toMatchObject({ timeline: ['created', 'confirmed', 'paid'], payments: ['paid'] });
    await expectAuditorAgrees(shop);
  });

  it('that is paid is refunded exactly once when an administrator cancels it, however often', async () => {
    const order = await customer.order();
    await customer.pay(order);
    await becomes(order, { status: 'paid' });
    const asked = await Promise.all([1, 2, 3].map(() => administrator.become(order, 'cancelled')));
    expect(asked.map(({ status }) => status)).toEqual([200, 200, 200]);
    await becomes(order, { status: 'cancelled', payments: ['refunded'] });
    expect(await administrator.become(order, 'cancelled')).toMatchObject({ status: 200 });
    expect(await customer.pay(order)).toMatchObject(refused('order-not-payable'));
    await expectAuditorAgrees(shop);
    expect(await eventsOf(order)).toEqual([orderCancelled.type, paymentRefunded.type]);
  });

  it('that is on its way is not cancelled any more', async () => {
    const order = await customer.order();
    await customer.pay(order);
    await becomes(order, { status: 'paid' });
    for (const status of ['processing', 'shipped'])
      expect(await administrator.become(order, status)).toMatchObject({ status: 200, body: { status } });
    expect(await administrator.become(order, 'cancelled')).toMatchObject(refused('illegal-status-change'));
    expect(await administrator.become(order, 'delivered')).toMatchObject({ status: 200 });
    expect(await endOf(order)).toMatchObject({ status: 'delivered', payments: ['paid'] });
    await expectAuditorAgrees(shop);
  });

  it('that nobody pays in time is cancelled by itself, and can be paid by nobody any more', async () => {
    const order = await customer.order();
    await becomes(order, { status: 'cancelled', timeline: ['created', 'confirmed', 'cancelled'], payments: [] });
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(order.expires_at));
    expect(await customer.pay(order)).toMatchObject(refused('order-not-payable'));
    await expectAuditorAgrees(shop);
  });
});
