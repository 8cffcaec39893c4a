import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  fact,
  Money,
  newId,
  productCreated,
  productRemoved,
  productUpdated,
  type Sku,
  sku,
  streams,
} from '@paidonce/shared/contracts';
import { call, eventually, startStreams, type TestStreams } from '@paidonce/shared/testing';
import { startOrders, type TestOrders } from '../../testing/start-orders.ts';

let told: TestStreams;
let orders: TestOrders;
let token: string;
beforeAll(async () => {
  told = await startStreams(streams.PRODUCTS, streams.PAYMENTS);
  orders = await startOrders({ NATS_URL: told.url }); // without product-svc
  token = orders.somebody().token;
});
afterAll(async () => {
  await orders.stop();
  await told.close();
});

const words = { name: 'Mug', description: 'A mug', picture: '/mug.jpg', categories: ['kitchen'] };
const tell = (id: Sku, version: number, minor: number, what = productCreated) =>
  told.tell(fact(what, { ...words, sku: id, version, price: new Money(minor, 'USD') }));
const priceOf = async (id: Sku) => {
  const { status, body } = await call(`${orders.url}/order/create`, { token, body: { product_ids: [id] } });
  return status === 201 ? (body as { amount: number }).amount : status; // an order's answer
};
/** Whatever was told before has been applied when this product is known: the stream is applied in its order. */
async function everythingIsApplied(): Promise<void> {
  const last = sku.parse(`LAST-${newId()}`);
  await tell(last, 1, 1);
  await eventually(async () => expect(await priceOf(last)).toBe(0.01));
}

describe('the prices that orders knows', () => {
  it('are those that products has told, also while product-svc is away', async () => {
    const mug = sku.parse('MUG');
    expect(await priceOf(mug)).toBe(503);
    await tell(mug, 1, 8_99);
    await eventually(async () => expect(await priceOf(mug)).toBe(8.99));
  });

  it('are the newest, in whatever order they are told', async () => {
    const [rising, falling] = [sku.parse('RISING'), sku.parse('FALLING')];
    await tell(rising, 1, 1_00);
    await tell(falling, 3, 3_00);
    await tell(rising, 3, 3_00);
    await tell(falling, 1, 1_00);
    await tell(rising, 2, 2_00);
    await tell(falling, 2, 2_00);
    await everythingIsApplied();
    expect(await priceOf(rising)).toBe(3);
    expect(await priceOf(falling)).toBe(3);
  });

  it('follow changes and removals, and what comes late brings nothing back', async () => {
    const [changed, gone, back] = [sku.parse('CHANGED'), sku.parse('GONE'), sku.parse('BACK')];
    for (const id of [changed, gone, back]) await tell(id, 1, 1_00);
    await tell(changed, 2, 2_00, productUpdated);
    await tell(gone, 3, 1_00, productRemoved);
    await tell(gone, 2, 2_00, productUpdated);
    await tell(gone, 1, 1_00);
    await tell(back, 3, 3_00);
    await tell(back, 2, 1_00, productRemoved);
    await everythingIsApplied();
    expect(await priceOf(changed)).toBe(2);
    expect(await priceOf(gone)).toBe(503); // not known here, and product-svc, who would know, is away
    expect(await priceOf(back)).toBe(3);
  });
});
