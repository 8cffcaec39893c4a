import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { call, query } from '@paidonce/shared/testing';
import { startProducts, type TestProducts } from '../testing/start-products.ts';

let products: TestProducts;
beforeAll(async () => {
  products = await startProducts();
  await products.seed();
});
afterAll(() => products.stop());

const paths = ['/products', '/products/SKU-001', '/products/category/kitchen', '/products/search/mug'];
const statuses = async () => {
  const replies = await Promise.all(paths.map((path) => call(products.url + path)));
  return replies.map(({ status }) => status);
};

it('a migration that adds a column does not disturb instances that run meanwhile', async () => {
  const fine = paths.map(() => 200);
  expect(await statuses()).toEqual(fine);
  await query(products.databaseUrl, 'alter table products add column weight integer');
  expect(await statuses()).toEqual(fine);
});
