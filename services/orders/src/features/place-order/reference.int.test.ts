import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { call } from '@paidonce/shared/testing';
import { type Person, startOrders, type TestOrders } from '../../testing/start-orders.ts';
import { type ProductService, startProductService } from '../../testing/start-product-svc.ts';

let products: ProductService;
let orders: TestOrders;
let ada: Person;
const id = 'my-order';
beforeAll(async () => {
  products = await startProductService({});
  orders = await startOrders({ PRODUCTS_URL: products.url }, 2);
});
beforeEach(() => {
  products.prices = { L9ECAV7KIM: '89.89', OLJCESPC7Z: '19.19' };
  ada = orders.somebody();
});
afterAll(async () => {
  await orders.stop();
  await products.stop();
});

const items = [
  { sku: 'L9ECAV7KIM', quantity: 1 },
  { sku: 'OLJCESPC7Z', quantity: 2 },
];
const place = (body: object, { token } = ada, replica = 0) =>
  call(`${orders.urls[replica]}/orders`, { token, body: { items, ...body } });
const placedBy = async (person: Person) =>
  (await call(`${orders.url}/orders`, { token: person.token })).body as object[]; // a list

describe('an order with a reference', () => {
  it('answers with the same order when it is sent again', async () => {
    const first = await place({ id });
    expect(first).toMatchObject({ status: 201, body: { reference: id, total: '128.27' } });
    const again = await place({ id });
    expect(again).toMatchObject({ status: 200, body: first.body as object });
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    expect(await placedBy(ada)).toHaveLength(1);
  });

  it('is the same whatever the order of its items, as long as they come to the same', async () => {
    const { body } = await place({ id });
    const [loafers, sunglasses] = items;
    const split = [{ sku: 'OLJCESPC7Z', quantity: 1 }, loafers, { sku: 'OLJCESPC7Z', quantity: 1 }];
    for (const same of [{ items: [sunglasses, loafers] }, { items: split }, { total: '128.27' }])
      expect(await place({ id, ...same })).toMatchObject({ status: 200, body: body as object });
  });

  it('answers with the same order also when prices have changed since', async () => {
    const { body } = await place({ id, total: 128.27 });
    products.prices = {};
    await orders.db.deleteFrom('catalogue').execute();
    expect(await place({ id, total: 128.27 })).toMatchObject({ status: 200, body: body as object });
  });

  it.each([
    ['another product', { items: [{ sku: 'OLJCESPC7Z', quantity: 3 }] }],
    ['another quantity', { items: [items[0], { sku: 'OLJCESPC7Z', quantity: 1 }] }],
    ['one product more', { items: [...items, { sku: 'SKU-001', quantity: 1 }] }],
    ['another price', { items: [{ ...items[0], price: '1.00' }, items[1]] }],
    ['another total', { total: '128.28' }],
  ])('is refused with %s', async (_, other) => {
    await place({ id });
    expect(await place({ id, ...other })).toMatchObject({ status: 409, body: { type: '/problems/reference-taken' } });
    expect(await placedBy(ada)).toHaveLength(1);
  });

  it('is placed once when it is sent twenty times at once to two replicas', async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, (_, index) => place({ id }, ada, index % 2)));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(19);
    expect(new Set(replies.map(({ body }) => (body as { id: string }).id)).size).toBe(1);
    expect(await placedBy(ada)).toHaveLength(1);
  });

  it('is somebody else’s as well, and each sees their own', async () => {
    const bob = orders.somebody();
    const [adas, bobs] = [await place({ id }), await place({ id }, bob)];
    expect([adas.status, bobs.status]).toEqual([201, 201]);
    for (const [person, { body }] of [[ada, adas] as const, [bob, bobs] as const])
      expect((await call(`${orders.url}/orders/${id}`, { token: person.token })).body).toEqual(body);
  });

  it('is its owner’s when an administrator placed it', async () => {
    const admin = orders.somebody('admin');
    expect((await place({ id, user_id: ada.id }, admin)).status).toBe(201);
    expect((await place({ id })).status).toBe(200);
  });

  it.each(['..', 'a/b', 'analytics', '01935d2e-7b6a-7c3e-9a51-3f2b8c4d5e6f'])('cannot be called %j', async (wrong) => {
    expect(await place({ id: wrong })).toMatchObject({ status: 422, body: { errors: [{ field: 'id' }] } });
  });
});

describe('a reference in an address', () => {
  const everyRoute = ['GET ', 'GET /timeline', 'PATCH /status?status=shipped', 'PUT ', 'DELETE '];
  const ask = (route: string, { token }: Person) => {
    const [method = '', rest = ''] = route.split(' ');
    const body = method === 'PUT' ? { status: 'shipped' } : undefined;
    return call(`${orders.url}/orders/${id}${rest}`, { method, token, body });
  };

  it.each(everyRoute)('leads its owner to the order: %s', async (route) => {
    await place({ id });
    expect((await ask(route, ada)).status).not.toBe(404);
  });

  it.each(everyRoute)('leads nobody else anywhere, administrators neither: %s', async (route) => {
    await place({ id });
    for (const person of [orders.somebody(), orders.somebody('admin')])
      expect((await ask(route, person)).status).toBe(404);
  });
});

describe('product_ids beside the items', () => {
  it('are taken when they say the same, and refused when they do not', async () => {
    expect((await place({ product_ids: ['OLJCESPC7Z', 'L9ECAV7KIM'] })).status).toBe(201);
    expect(await place({ product_ids: ['OLJCESPC7Z', 'SKU-001'] })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'product_ids.1', message: 'is not among the items' }] },
    });
  });
});
