import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, query } from '@paidonce/shared/testing';
import { Customer, type PlacedOrder } from './support/customer.ts';
import { expectAuditorAgrees } from './support/expect-auditor-agrees.ts';
import { expectPaidOnce } from './support/expect-paid-once.ts';
import { instanceOf, openShop, type Shop } from './support/shop.ts';

let shop: Shop;
let customer: Customer;
beforeAll(async () => {
  shop = await openShop();
  customer = new Customer(shop);
});
afterAll(() => shop.close());

const steps: ['orders' | 'payments', string, string][] = [
  ['payments', 'between its commit and its publishing', 'relay.read'],
  ['payments', 'between its publishing and its cursor', 'relay.published'],
  ['orders', 'between its commit and its publishing', 'relay.read'],
  ['orders', 'between its publishing and its cursor', 'relay.published'],
  ['orders', 'before it has committed what it applied', 'inbox.applied'],
  ['orders', 'between its commit and its acknowledgement', 'inbox.committed'],
];

/** The orders that were being paid when it happened, by step. */
const caught = new Map<string, PlacedOrder>();

describe('killed in the middle of a payment', () => {
  it.each(steps)('%s, %s, comes back', async (service, step, point) => {
    const instance = instanceOf(shop, service);
    const order = await customer.order();
    await hasReachedPayments(order); // so that from here on only its payment reaches a fault point
    await instance.restart({ PAIDONCE_FAULT_POINT: point });
    // Payments may die before it has answered; paying again then tells that it is paid.
    await customer.pay(order).catch(() => undefined);
    expect(await shop.deathOf(instance)).toEqual({ code: null, signal: 'SIGKILL' });
    await instance.restart({});
    expect(await customer.pay(order)).toMatchObject({ status: 403, body: { detail: 'Already Paid' } });
    caught.set(service + step, order);
  });

  // The broker waits half a minute for an acknowledgement before it delivers again, here for all of them at once.
  it.each(steps)('%s, %s, has made the order paid, and once', async (service, step) => {
    const order = caught.get(service + step);
    if (!order) throw new Error('the order was not paid');
    await expectPaidOnce(shop, customer, order, { timeout: 45_000 });
  });

  it('leaves nothing that the auditor objects to', async () => {
    await expectAuditorAgrees(shop, 45_000);
  });
});

async function hasReachedPayments(order: PlacedOrder): Promise<void> {
  await eventually(async () => {
    const known = await query(shop.databaseUrls.payments, 'select 1 from orders where order_id = $1', order.id);
    expect(known).toHaveLength(1);
  });
}
