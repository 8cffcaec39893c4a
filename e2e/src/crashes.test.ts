import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { streams } from '@paidonce/shared/contracts';
import { eventually, query } from '@paidonce/shared/testing';
import { Customer, type PlacedOrder } from './support/customer.ts';
import { expectAuditorAgrees } from './support/expect-auditor-agrees.ts';
import { expectPaidOnce } from './support/expect-paid-once.ts';
import { instanceOf, openShop, type Shop } from './support/shop.ts';
import { openStreams, type Streams } from './support/streams.ts';

let shop: Shop;
let published: Streams;
let customer: Customer;
beforeAll(async () => {
  shop = await openShop();
  published = await openStreams(shop);
  customer = new Customer(shop);
});
afterAll(async () => {
  await published.close();
  await shop.close();
});

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

  // After half a minute without an acknowledgement, here for all of them at once.
  it('is followed by a second delivery of what was not acknowledged', async () => {
    await published.allSettled(streams.PAYMENTS, 'orders');
    await published.allSettled(streams.ORDERS, 'payments');
  });

  it.each(steps)('%s, %s, has made the order paid, and once', async (service, step) => {
    const order = caught.get(service + step);
    if (!order) throw new Error('the order was not paid');
    await expectPaidOnce(shop, customer, order);
  });

  it('leaves nothing that the auditor objects to', async () => {
    await expectAuditorAgrees(shop);
  });
});

async function hasReachedPayments(order: PlacedOrder): Promise<void> {
  await eventually(async () => {
    const known = await query(shop.databaseUrls.payments, 'select 1 from orders where order_id = $1', order.id);
    expect(known).toHaveLength(1);
  });
}
