import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Money, newId, type OrderId, type OrderTerms, sku, type UserId } from '@paidonce/shared/contracts';
import { inTransaction } from '@paidonce/shared/database';
import { startPayments, type TestPayments } from '../testing/start-payments.ts';
import { OrderProjection } from './order-projection.ts';

let payments: TestPayments;
beforeAll(async () => {
  payments = await startPayments();
});
afterAll(() => payments.stop());

const userId = newId<UserId>();
const terms = (orderId: OrderId, version: number): OrderTerms => {
  const amount = new Money(version * 100, 'USD'); // each version costs something else
  const lines = [{ sku: sku.parse('SKU-001'), quantity: 1, unitPrice: amount }];
  return { orderId, version, userId, lines, amount, expiresAt: new Date() };
};

/** Follows batch after batch. @returns what the order costs afterwards */
async function costAfter(orderId: OrderId, ...batches: number[][]): Promise<string | undefined> {
  const projection = new OrderProjection(payments.db);
  for (const versions of batches) {
    const batch = versions.map((version) => terms(orderId, version));
    await inTransaction(payments.db, (transaction) => projection.follow(transaction, batch));
  }
  return (await projection.find(orderId))?.amount.toDecimal();
}

describe('the projection of orders', () => {
  it.each([
    ['one after the other', [[2], [3], [4]]],
    ['backwards', [[4], [3], [2]]],
    ['the newest twice', [[4], [4]]],
    ['in one batch', [[2, 3, 4]]],
    ['backwards in one batch', [[4, 3, 2]]],
    ['twice in one batch', [[4, 4, 3, 4]]],
    [
      'an older batch after a newer one',
      [
        [3, 4],
        [2, 3],
      ],
    ],
  ])('keeps the newest version, told %s', async (_, batches) => {
    expect(await costAfter(newId<OrderId>(), ...batches)).toBe('4.00');
  });

  it('does not know what it was not told of', async () => {
    expect(await costAfter(newId<OrderId>())).toBeUndefined();
  });
});

describe('an order that is not known yet', () => {
  it('is found as soon as what tells of it is committed', async () => {
    const projection = new OrderProjection(payments.db);
    const order = newId<OrderId>();
    const patienceMilliseconds = 100_000; // a wait that is not ended fails by its time
    const found = projection.findSoon(order, patienceMilliseconds);
    projection.committed(); // of others
    await inTransaction(payments.db, (transaction) => projection.follow(transaction, [terms(order, 2)]));
    projection.committed();
    expect(await found).toMatchObject({ id: order });
  });

  it('is found as well when another replica was told of it, and looked for in vain when nobody is', async () => {
    const projection = new OrderProjection(payments.db);
    const order = newId<OrderId>();
    expect(await projection.findSoon(order, 1)).toBeUndefined();
    const found = projection.findSoon(order, 500);
    await inTransaction(payments.db, (transaction) => projection.follow(transaction, [terms(order, 2)]));
    expect(await found).toMatchObject({ id: order });
  });
});
