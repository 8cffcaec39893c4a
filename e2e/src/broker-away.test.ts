import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { orderPaid, paymentCompleted, streams } from '@paidonce/shared/contracts';
import { Customer, type PlacedOrder } from './support/customer.ts';
import { expectAuditorAgrees } from './support/expect-auditor-agrees.ts';
import { expectPaidOnce } from './support/expect-paid-once.ts';
import { openShop, type Shop } from './support/shop.ts';
import { openStreams } from './support/streams.ts';

let shop: Shop;
let customer: Customer;
beforeAll(async () => {
  shop = await openShop();
  customer = new Customer(shop);
});
afterAll(() => shop.close());

const orderAndPay = async (): Promise<PlacedOrder> => {
  const order = await customer.order();
  expect(await customer.pay(order)).toMatchObject({ status: 200, body: { status: 'paid' } });
  return order;
};
const several = (count: number) => Promise.all(Array.from({ length: count }, orderAndPay));
const expectAllPaidOnce = (orders: PlacedOrder[]) =>
  Promise.all(orders.map((order) => expectPaidOnce(shop, customer, order, { timeout: 30_000 })));

let before: PlacedOrder[];
beforeEach(async () => {
  before = await several(5);
  await expectAllPaidOnce(before);
  await expectAuditorAgrees(shop);
});

describe('while NATS is away', () => {
  it('people order and pay as ever, and orders follow when it is back', async () => {
    await shop.nats.kill();
    const meanwhile = await several(10);
    for (const order of meanwhile) expect((await customer.read(order)).status).toBe('pending');
    await shop.nats.start();
    await expectAllPaidOnce([...before, ...meanwhile]);
    await expectAuditorAgrees(shop);
  });

  it('and comes back without anything that it held, the streams become complete again and nothing happens twice', async () => {
    await shop.nats.stop();
    await shop.nats.wipe();
    const meanwhile = await several(5);
    await shop.nats.start();
    await expectAllPaidOnce([...before, ...meanwhile]);
    const { delivery } = await expectAuditorAgrees(shop, 40_000);
    expect(delivery.map(({ openLanes, unpublished }) => ({ openLanes, unpublished }))).toEqual(
      delivery.map(() => ({ openLanes: 0, unpublished: 0 })),
    );
    // 10 and 5 of the other test, 5 and 5 of this one.
    expect(await countOf()).toEqual({ completed: 25, paid: 25 });
  });
});

async function countOf() {
  const published = await openStreams(shop);
  try {
    return {
      completed: await published.count(streams.PAYMENTS, paymentCompleted.type),
      paid: await published.count(streams.ORDERS, orderPaid.type),
    };
  } finally {
    await published.close();
  }
}
