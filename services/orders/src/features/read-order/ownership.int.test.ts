import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@paidonce/shared/contracts';
import { call } from '@paidonce/shared/testing';
import { type Person, startOrders, type TestOrders } from '../../testing/start-orders.ts';
import { type ProductService, startProductService } from '../../testing/start-product-svc.ts';

let products: ProductService;
let orders: TestOrders;
let ada: Person;
let bob: Person;
let admin: Person;
let order: { id: string };
beforeAll(async () => {
  products = await startProductService({ 'SKU-001': '10.00' });
  orders = await startOrders({ PRODUCTS_URL: products.url });
  [ada, bob, admin] = [orders.somebody(), orders.somebody(), orders.somebody('admin')];
  order = await place(ada);
  await place(bob);
});
afterAll(async () => {
  await orders.stop();
  await products.stop();
});

const get = (path: string, { token }: Person) => call(orders.url + path, { token });
async function place({ token }: Person): Promise<{ id: string }> {
  const { body } = await call(`${orders.url}/orders`, { token, body: { items: [{ sku: 'SKU-001', quantity: 1 }] } });
  return body as { id: string }; // an order, or the test fails on it
}
const idsSeenBy = async (person: Person) =>
  ((await get('/orders', person)).body as { id: string }[]).map(({ id }) => id); // a list of orders

describe('an order', () => {
  it('is shown to its owner as it was placed', async () => {
    expect(await get(`/orders/${order.id}`, ada)).toMatchObject({ status: 200, body: order });
  });

  it('is shown to an administrator', async () => {
    expect(await get(`/orders/${order.id}`, admin)).toMatchObject({ status: 200, body: order });
  });

  it('is found by its id in capital letters', async () => {
    expect(await get(`/orders/${order.id.toUpperCase()}`, ada)).toMatchObject({ status: 200, body: { id: order.id } });
  });

  it.each(['', '/timeline'])('of somebody else is not there: /orders/:id%s', async (rest) => {
    const { body, status } = await get(`/orders/${order.id}${rest}`, bob);
    const nobodys = await get(`/orders/${newId()}${rest}`, bob);
    expect(status).toBe(404);
    expect(nobodys).toMatchObject({ status: 404, body: { ...(body as object), instance: expect.anything() } }); // a problem
  });

  it.each(['', '/timeline'])('needs a token: /orders/:id%s', async (rest) => {
    expect((await call(`${orders.url}/orders/${order.id}${rest}`)).status).toBe(401);
  });
});

describe('the timeline of a new order', () => {
  it.each([
    ['its owner', () => ada],
    ['an administrator', () => admin],
  ])('tells %s how it came to be', async (_, person) => {
    const { status, body } = await get(`/orders/${order.id}/timeline`, person());
    expect(status).toBe(200);
    const line = {
      id: expect.any(String),
      order_id: order.id,
      old_value: null,
      new_value: null,
      user_id: ada.id,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    };
    expect(body).toEqual([
      { ...line, event_type: 'created', description: 'Order over 10.00 USD placed', new_value: 'pending' },
      { ...line, event_type: 'confirmed', description: 'Order can be paid' },
    ]);
  });
});

describe('the list of orders', () => {
  it('holds only one’s own', async () => {
    expect(await idsSeenBy(ada)).toEqual([order.id]);
    expect(await idsSeenBy(bob)).not.toContain(order.id);
    expect(await idsSeenBy(orders.somebody())).toEqual([]);
  });

  it('holds everybody’s for an administrator', async () => {
    expect(await idsSeenBy(admin)).toEqual(
      expect.arrayContaining([...(await idsSeenBy(ada)), ...(await idsSeenBy(bob))]),
    );
  });
});
