import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call } from '@paidonce/shared/testing';
import { type Person, startOrders, type TestOrders } from '../../testing/start-orders.ts';
import { type ProductService, startProductService } from '../../testing/start-product-svc.ts';

let products: ProductService;
let orders: TestOrders;
let ada: Person;
beforeAll(async () => {
  products = await startProductService({ L9ECAV7KIM: '89.89', OLJCESPC7Z: '19.19' });
  orders = await startOrders({ PRODUCTS_URL: products.url });
  ada = orders.somebody();
});
afterAll(async () => {
  await orders.stop();
  await products.stop();
});

const byIds = (...ids: string[]) =>
  call(`${orders.url}/order/create`, { token: ada.token, body: { product_ids: ids } });
const order = (body: object, person = ada) => call(`${orders.url}/orders`, { token: person.token, body });

describe('ordering by a list of product ids', () => {
  it('answers with the order and the exact amount', async () => {
    const { status, body } = await byIds('L9ECAV7KIM', 'OLJCESPC7Z');
    expect(status).toBe(201);
    expect(body).toEqual({
      order: {
        id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
        user_id: ada.id,
        product_ids: ['L9ECAV7KIM', 'OLJCESPC7Z'],
        status: 'pending',
      },
      amount: 109.08,
    });
  });

  it('takes a product that is named twice for two of it', async () => {
    const { body } = await byIds('OLJCESPC7Z', 'L9ECAV7KIM', 'OLJCESPC7Z');
    expect(body).toMatchObject({
      order: { product_ids: ['OLJCESPC7Z', 'OLJCESPC7Z', 'L9ECAV7KIM'] },
      amount: 128.27,
    });
    const { id } = (body as { order: { id: string } }).order; // its shape was just seen
    expect((await call(`${orders.url}/orders/${id}`, { token: ada.token })).body).toMatchObject({
      items: [
        { sku: 'OLJCESPC7Z', quantity: 2, price: '19.19' },
        { sku: 'L9ECAV7KIM', quantity: 1, price: '89.89' },
      ],
      total: '128.27',
    });
  });
});

describe('ordering by items with quantities', () => {
  it('answers with the whole order and where it is', async () => {
    const items = [
      { sku: 'L9ECAV7KIM', quantity: 1 },
      { sku: 'OLJCESPC7Z', quantity: 2 },
    ];
    const { status, body, headers } = await order({ items });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.any(String),
      reference: null,
      version: 2,
      user_id: ada.id,
      items: [
        { sku: 'L9ECAV7KIM', quantity: 1, price: '89.89' },
        { sku: 'OLJCESPC7Z', quantity: 2, price: '19.19' },
      ],
      product_ids: ['L9ECAV7KIM', 'OLJCESPC7Z', 'OLJCESPC7Z'],
      total: '128.27',
      amount: 128.27,
      currency: 'USD',
      status: 'pending',
      confirmed: true,
      payment_id: null,
      cancel_reason: null,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
    const { id, created_at, expires_at } = body as Record<string, string>; // its shape was just seen
    expect(headers.get('location')).toBe(`/orders/${id}`);
    expect(Date.parse(`${expires_at}`) - Date.parse(`${created_at}`)).toBe(30 * 60 * 1000);
  });

  it('adds up a product that comes in two items', async () => {
    const items = [
      { sku: 'OLJCESPC7Z', quantity: 1 },
      { sku: 'OLJCESPC7Z', quantity: 2 },
    ];
    expect((await order({ items })).body).toMatchObject({
      items: [{ sku: 'OLJCESPC7Z', quantity: 3 }],
      total: '57.57',
    });
  });

  it('is for oneself: naming somebody else is refused', async () => {
    const body = { items: [{ sku: 'OLJCESPC7Z', quantity: 1 }] };
    expect((await order({ ...body, user_id: ada.id })).status).toBe(201);
    expect(await order({ ...body, user_id: orders.somebody().id })).toMatchObject({
      status: 403,
      body: { type: '/problems/forbidden', detail: expect.stringContaining('user_id') },
    });
  });

  it('is for somebody else when an administrator does it', async () => {
    const body = { items: [{ sku: 'OLJCESPC7Z', quantity: 1 }], user_id: ada.id };
    const { status, body: placed } = await order(body, orders.somebody('admin'));
    expect(status).toBe(201);
    expect(placed).toMatchObject({ user_id: ada.id });
    const { id } = placed as { id: string }; // an order
    expect((await call(`${orders.url}/orders/${id}`, { token: ada.token })).status).toBe(200);
  });
});

describe('a product that nobody sells', () => {
  it.each(['NOSUCHITEM', 'SKU-404'])('is refused by its name: %s', async (unknown) => {
    const refused = { status: 404, body: { type: '/problems/unknown-product', skus: [unknown] } };
    const replies = [await byIds('L9ECAV7KIM', unknown), await order({ items: [{ sku: unknown, quantity: 1 }] })];
    for (const reply of replies) {
      expect(reply).toMatchObject(refused);
      expect(reply.body).toHaveProperty('detail', `There is no product ${unknown}`);
    }
  });

  it('leaves no order behind', async () => {
    const { token } = orders.somebody();
    await call(`${orders.url}/order/create`, { token, body: { product_ids: ['L9ECAV7KIM', 'NOSUCHITEM'] } });
    expect((await call(`${orders.url}/orders`, { token })).body).toEqual([]);
  });
});
