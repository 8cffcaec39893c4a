import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Currency, mostMinorUnits, sku } from '@paidonce/shared/contracts';
import { call } from '@paidonce/shared/testing';
import { startOrders, type TestOrders } from '../../testing/start-orders.ts';
import { type ProductService, startProductService } from '../../testing/start-product-svc.ts';

const loafers = sku.parse('L9ECAV7KIM');

let products: ProductService;
let orders: TestOrders;
let token: string;
beforeAll(async () => {
  products = await startProductService({});
  orders = await startOrders({ PRODUCTS_URL: products.url });
  token = orders.somebody().token;
});
beforeEach(() => {
  products.prices = {};
  products.asked = [];
});
afterEach(() => orders.db.deleteFrom('catalogue').execute());
afterAll(async () => {
  await orders.stop();
  await products.stop();
});

/** What an event of products would have left behind. */
const ordersKnows = (price_minor: number, currency: Currency = 'USD') =>
  orders.db
    .insertInto('catalogue')
    .values({ sku: loafers, version: 1, price_minor, currency, removed: false })
    .execute();
const buyLoafers = (stated: { price?: string | number; total?: string | number } = {}) => {
  const { price, total } = stated;
  const body = {
    items: [{ sku: loafers, quantity: 2, ...(price !== undefined && { price }) }],
    ...(total !== undefined && { total }),
  };
  return call(`${orders.url}/orders`, { token, body });
};

describe('the price of an order', () => {
  it('is what orders has been told, without asking anybody', async () => {
    await ordersKnows(89_89);
    expect((await buyLoafers()).body).toMatchObject({ total: '179.78' });
    expect(products.asked).toEqual([]);
  });

  it('is what product-svc says of a product that orders has not been told of yet', async () => {
    products.prices = { [loafers]: '89.89' };
    expect((await buyLoafers()).body).toMatchObject({ total: '179.78' });
    expect(products.asked).toEqual([loafers]);
  });

  it('cannot be in another currency than the shop: such a product is not sold', async () => {
    await ordersKnows(89_89, 'EUR');
    expect(await buyLoafers()).toMatchObject({ status: 404, body: { type: '/problems/unknown-product' } });
  });

  it('cannot be more than an amount of money can say', async () => {
    await ordersKnows(mostMinorUnits);
    expect(await buyLoafers()).toMatchObject({ status: 409, body: { type: '/problems/order-too-large' } });
  });

  it('is not guessed: an unknown product is a 503 while product-svc is away', async () => {
    const alone = await startOrders();
    const { status, body, headers } = await call(`${alone.url}/order/create`, {
      token: alone.somebody().token,
      body: { product_ids: [loafers] },
    });
    await alone.stop();
    expect(status).toBe(503);
    expect(body).toMatchObject({ type: '/problems/unavailable', detail: expect.stringContaining('product-svc') });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('a price that the client states', () => {
  it.each([
    ['as a decimal', { price: '89.89' }],
    ['as a number', { price: 89.89 }],
    ['as a total', { total: '179.78' }],
    ['both ways', { price: 89.89, total: 179.78 }],
  ])('is accepted %s when it is right, and nobody is asked', async (_, stated) => {
    await ordersKnows(89_89);
    expect((await buyLoafers(stated)).status).toBe(201);
    expect(products.asked).toEqual([]);
  });

  it.each([
    ['price', { price: '79.89' }],
    ['total', { total: '159.78' }],
  ])('as %s is refused, with the right ones, when product-svc says so too', async (_, stated) => {
    await ordersKnows(89_89);
    products.prices = { [loafers]: '89.89' };
    expect(await buyLoafers(stated)).toMatchObject({
      status: 409,
      body: {
        type: '/problems/price-changed',
        items: [{ sku: loafers, quantity: 2, price: '89.89' }],
        total: '179.78',
      },
    });
    expect(products.asked).toEqual([loafers]);
  });

  it('is accepted when the client is ahead of orders and product-svc agrees with the client', async () => {
    await ordersKnows(89_89);
    products.prices = { [loafers]: '79.89' };
    const { status, body } = await buyLoafers({ price: '79.89' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ items: [{ sku: loafers, quantity: 2, price: '79.89' }], total: '159.78' });
  });

  it('is refused with the newest price when client and orders are both behind', async () => {
    await ordersKnows(89_89);
    products.prices = { [loafers]: '99.99' };
    expect(await buyLoafers({ total: 1 })).toMatchObject({
      status: 409,
      body: { items: [{ price: '99.99' }], total: '199.98' },
    });
  });
});
