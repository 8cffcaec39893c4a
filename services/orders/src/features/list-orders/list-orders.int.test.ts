import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call } from '@paidonce/shared/testing';
import { startOrders, type TestOrders } from '../../testing/start-orders.ts';
import { type ProductService, startProductService } from '../../testing/start-product-svc.ts';

let products: ProductService;
let orders: TestOrders;
let token: string;
/** Seven orders, newest first. */
const placed: string[] = [];
beforeAll(async () => {
  products = await startProductService({ 'SKU-001': '10.00' });
  orders = await startOrders({ PRODUCTS_URL: products.url });
  token = orders.somebody().token;
  for (let count = 0; count < 7; count += 1) placed.unshift(await place());
});
afterAll(async () => {
  await orders.stop();
  await products.stop();
});

async function place(): Promise<string> {
  const { body } = await call(`${orders.url}/order/create`, { token, body: { product_ids: ['SKU-001'] } });
  return (body as { order: { id: string } }).order.id; // an order, or the test fails on it
}

const list = async (query: string) => {
  const { headers, body } = await call(`${orders.url}/orders${query}`, { token });
  const next = /<([^>]*)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
  return { ids: (body as { id: string }[]).map(({ id }) => id), next }; // a list of orders
};

describe('a list of orders', () => {
  it('begins with the newest', async () => {
    expect(await list('')).toEqual({ ids: placed, next: undefined });
    expect(await list('/')).toEqual({ ids: placed, next: undefined });
  });

  it('can be read page by page by its links, each order once, whatever is added meanwhile', async () => {
    const pages: string[][] = [];
    for (let next: string | undefined = '?limit=3'; next !== undefined; ) {
      const page: Awaited<ReturnType<typeof list>> = await list(next);
      pages.push(page.ids);
      next = page.next;
      if (pages.length === 1) await place();
    }
    expect(pages).toEqual([placed.slice(0, 3), placed.slice(3, 6), placed.slice(6)]);
  });

  it('can be read by skip and limit', async () => {
    const { ids } = await list('?skip=2&limit=3');
    expect(ids).toEqual(placed.slice(1, 4)); // one was added above
  });
});
