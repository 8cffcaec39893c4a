import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@paidonce/shared/contracts';
import { call } from '@paidonce/shared/testing';
import { startOrders, type TestOrders } from './testing/start-orders.ts';

let orders: TestOrders;
let token: string;
beforeAll(async () => {
  orders = await startOrders();
  token = orders.somebody().token;
});
afterAll(() => orders.stop());

const refused = (field: string) => ({
  status: 422,
  body: { status: 422, errors: expect.arrayContaining([expect.objectContaining({ field })]) },
});
const encoded = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url');

type Case = [what: string, field: string, body: object];

const ofProductIds: Case[] = [
  ['without products', 'product_ids', {}],
  ['with null for products', 'product_ids', { product_ids: null }],
  ['with one product outside of a list', 'product_ids', { product_ids: 'L9ECAV7KIM' }],
  ['with an empty list', 'product_ids', { product_ids: [] }],
  ['with 101 products', 'product_ids', { product_ids: Array(101).fill('L9ECAV7KIM') }],
  ['with a number as product', 'product_ids.0', { product_ids: [7] }],
  ['with a blank as product', 'product_ids.1', { product_ids: ['L9ECAV7KIM', ' '] }],
  ['with a path as product', 'product_ids.0', { product_ids: ['../users'] }],
  ['with NUL in a product', 'product_ids.0', { product_ids: ['L9\0'] }],
  ['with a product of 65 characters', 'product_ids.0', { product_ids: ['L'.repeat(65)] }],
  ['with a field too many', 'status', { product_ids: ['L9ECAV7KIM'], status: 'paid' }],
];

const item = { sku: 'L9ECAV7KIM', quantity: 1 };
const ofItems: Case[] = [
  ['without items', 'items', {}],
  ['with an empty list', 'items', { items: [] }],
  ['with 101 items', 'items', { items: Array(101).fill(item) }],
  ['with null as item', 'items.0', { items: [null] }],
  ['with an item without a SKU', 'items.0.sku', { items: [{ quantity: 1 }] }],
  ['with an item without a quantity', 'items.0.quantity', { items: [{ sku: 'L9ECAV7KIM' }] }],
  ['with a quantity of 0', 'items.0.quantity', { items: [{ ...item, quantity: 0 }] }],
  ['with a quantity of -1', 'items.0.quantity', { items: [{ ...item, quantity: -1 }] }],
  ['with half a piece', 'items.0.quantity', { items: [{ ...item, quantity: 0.5 }] }],
  ['with a quantity that is a word', 'items.0.quantity', { items: [{ ...item, quantity: '1' }] }],
  ['with a quantity beyond measure', 'items.0.quantity', { items: [{ ...item, quantity: 1e300 }] }],
  ['with 1,001 pieces in all', 'items', { items: [{ ...item, quantity: 1_000 }, item] }],
  ['with a negative price', 'items.0.price', { items: [{ ...item, price: -1 }] }],
  ['with a price of three decimals', 'items.0.price', { items: [{ ...item, price: 89.891 }] }],
  ['with an exponent as price', 'items.0.price', { items: [{ ...item, price: '1e2' }] }],
  ['with a price that is a word', 'items.0.price', { items: [{ ...item, price: 'NaN' }] }],
  ['with an item that says too much', 'items.0.name', { items: [{ ...item, name: 'Loafers' }] }],
  ['with a total that is none', 'total', { items: [item], total: {} }],
  ['with a total beyond measure', 'total', { items: [item], total: '9'.repeat(40) }],
  ['for nobody', 'user_id', { items: [item], user_id: '' }],
  ['for somebody without a UUID', 'user_id', { items: [item], user_id: 'ada' }],
  ['with a field too many', 'status', { items: [item], status: 'paid' }],
];

describe.each([
  { path: '/order/create', cases: ofProductIds },
  { path: '/orders', cases: ofItems },
])('POST $path', ({ path, cases }) => {
  it.each(cases)('%s names the field %s', async (_, field, body) => {
    expect(await call(orders.url + path, { token, body })).toMatchObject(refused(field));
  });

  it.each([
    ['no JSON at all', '{"items":', 400],
    ['a list instead of an object', '[]', 422],
    ['null instead of an object', 'null', 422],
    ['more than 100 kB', JSON.stringify({ items: 'i'.repeat(110_000) }), 413],
  ])('refuses %s', async (_, body, status) => {
    expect(await call(orders.url + path, { token, body })).toMatchObject({ status, body: { status } });
  });

  it.each([undefined, 'nonsense'])('refuses the token %s', async (bad) => {
    const { status, headers } = await call(orders.url + path, { body: {}, ...(bad && { token: bad }) });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toContain('Bearer');
  });
});

describe('GET /orders', () => {
  it.each([
    ['a limit of 0', 'limit', 'limit=0'],
    ['a limit of 501', 'limit', 'limit=501'],
    ['a negative skip', 'skip', 'skip=-1'],
    ['a cursor that is none', 'cursor', 'cursor=order'],
    ['a cursor of another list', 'cursor', `cursor=${encoded(['Mug', 'SKU-001'])}`],
    ['a field too many', 'user_id', `user_id=${newId()}`],
  ])('with %s names the field %s', async (_, field, query) => {
    expect(await call(`${orders.url}/orders?${query}`, { token })).toMatchObject(refused(field));
  });
});

describe.each(['', '/timeline'])('GET /orders/:id%s', (rest) => {
  it.each(['1', 'ada', '%00', '..%2Fusers', "1' or 1=1", 'x'.repeat(5000)])('does not find %s', async (id) => {
    expect(await call(`${orders.url}/orders/${id}${rest}`, { token })).toMatchObject({
      status: 404,
      body: { type: '/problems/not-found' },
    });
  });
});

it.each(['/order/create', '/orders', `/orders/${newId()}`, `/orders/${newId()}/timeline`])(
  '%s takes no other method',
  async (path) => {
    const { status, headers } = await fetch(orders.url + path, { method: 'PATCH' });
    expect(status).toBe(405);
    expect(headers.get('allow')).toMatch(/GET|POST/);
  },
);
