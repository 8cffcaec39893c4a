import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Money, newId, type OrderId, streams } from '@paidonce/shared/contracts';
import { call, eventually, startStreams, type TestStreams } from '@paidonce/shared/testing';
import { confirmed } from '../../testing/order-facts.ts';
import { type Person, startPayments, type TestPayments } from '../../testing/start-payments.ts';

let told: TestStreams;
let payments: TestPayments;
let ada: Person;
beforeAll(async () => {
  told = await startStreams(streams.ORDERS);
  payments = await startPayments({ NATS_URL: told.url }); // without orders-svc
  ada = payments.somebody();
});
afterAll(async () => {
  await payments.stop();
  await told.close();
});

const pay = async (order_id: OrderId, amount: number, payer = ada) =>
  (await call(`${payments.url}/payments/pay`, { token: payer.token, body: { order_id, amount } })).status;
const tell = (orderId: OrderId, version: number, minor: number) =>
  told.tell(confirmed({ orderId, userId: ada.id, version, amount: new Money(minor, 'USD') }));
/** Whatever was told before has been applied when this order is known: the stream is applied in its order. */
async function everythingIsApplied(): Promise<void> {
  const last = newId<OrderId>();
  await tell(last, 2, 1);
  await eventually(async () => expect(await pay(last, 0.01)).toBe(200));
}

describe('an order that orders has told of', () => {
  it('can be paid while orders-svc is away, by its owner alone', async () => {
    const order = newId<OrderId>();
    expect(await pay(order, 109.08)).toBe(503);
    await tell(order, 2, 109_08);
    await everythingIsApplied();
    expect(await pay(order, 109.08, payments.somebody())).toBe(404);
    expect(await pay(order, 109.08)).toBe(200);
    expect(await pay(order, 109.08)).toBe(403);
  });

  it('costs what its newest version says, in whatever order they are told', async () => {
    const [rising, falling] = [newId<OrderId>(), newId<OrderId>()];
    await tell(rising, 2, 2_00);
    await tell(falling, 4, 4_00);
    await tell(rising, 4, 4_00);
    await tell(falling, 2, 2_00);
    await tell(rising, 3, 3_00);
    await tell(falling, 3, 3_00);
    await everythingIsApplied();
    for (const order of [rising, falling]) {
      expect(await pay(order, 2)).toBe(400);
      expect(await pay(order, 3)).toBe(400);
      expect(await pay(order, 4)).toBe(200);
    }
  });

  it('is found by its id in capital letters, and paid under its own', async () => {
    const order = newId<OrderId>();
    await tell(order, 2, 109_08);
    await everythingIsApplied();
    const body = { order_id: order.toUpperCase(), amount: 109.08 };
    const answer = await call(`${payments.url}/payments/pay`, { token: ada.token, body });
    expect(answer).toMatchObject({ status: 200, body: { order_id: order } });
  });
});
