import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Money, newId, type Product, type Sku, sku } from '@paidonce/shared/contracts';
import { inTransaction } from '@paidonce/shared/database';
import { startOrders, type TestOrders } from '../testing/start-orders.ts';
import { CatalogueProjection } from './catalogue-projection.ts';

let orders: TestOrders;
beforeAll(async () => {
  orders = await startOrders();
});
afterAll(() => orders.stop());

const words = { name: 'Mug', description: 'A mug', picture: '/mug.jpg', categories: ['kitchen'] };
const product = (id: Sku, version: number): Product => ({
  ...words,
  sku: id,
  version,
  price: new Money(version * 100, 'USD'), // each version costs something else
});
const follow = (batch: Product[]) =>
  inTransaction(orders.db, (transaction) => new CatalogueProjection(orders.db).follow(transaction, batch));

/** Follows batch after batch. @returns what the product costs afterwards */
async function costAfter(id: Sku, ...batches: number[][]): Promise<string | undefined> {
  for (const versions of batches) await follow(versions.map((version) => product(id, version)));
  return (await new CatalogueProjection(orders.db).prices([id])).get(id)?.toDecimal();
}

describe('the projection of the catalogue', () => {
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
    expect(await costAfter(sku.parse(newId()), ...batches)).toBe('4.00');
  });

  const forget = (batch: Product[]) =>
    inTransaction(orders.db, (transaction) => new CatalogueProjection(orders.db).forget(transaction, batch));

  it('keeps a removed product away, whatever is told late, until a newer version brings it back', async () => {
    const id = sku.parse(newId());
    expect(await costAfter(id, [1])).toBe('1.00');
    await forget([product(id, 3)]);
    expect(await costAfter(id, [1], [2], [3])).toBeUndefined();
    expect(await costAfter(id, [4])).toBe('4.00');
    await forget([product(id, 3)]);
    expect(await costAfter(id)).toBe('4.00');
  });

  it('keeps a product away whose removal is the first that it hears of it', async () => {
    const id = sku.parse(newId());
    await forget([product(id, 2), product(id, 2)]);
    expect(await costAfter(id, [1])).toBeUndefined();
  });

  it('does not know what it was not told of', async () => {
    expect(await costAfter(sku.parse(newId()))).toBeUndefined();
  });

  it('is not locked up by two batches that have the same products in opposite orders', async () => {
    const some = Array.from({ length: 200 }, () => sku.parse(newId()));
    const told = (version: number) => some.map((id) => product(id, version));
    for (let version = 1; version <= 20; version += 2)
      await Promise.all([follow(told(version)), follow(told(version + 1).reverse())]);
    expect((await new CatalogueProjection(orders.db).prices(some)).size).toBe(some.length);
  });
});
