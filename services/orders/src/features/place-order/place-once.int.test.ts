import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { call, type Reply } from '@paidonce/shared/testing';
import { type OrderDesk, openOrderDesk } from '../../testing/order-desk.ts';
import type { Person } from '../../testing/start-orders.ts';

let desk: OrderDesk;
let ada: Person;
beforeAll(async () => {
  desk = await openOrderDesk({}, 2);
});
beforeEach(() => {
  ada = desk.orders.somebody();
});
afterAll(() => desk.close());

const items = [{ sku: 'SKU-001', quantity: 1 }];
const ways: [string, object][] = [
  ['/orders', { items }],
  ['/order/create', { product_ids: ['SKU-001'] }],
];
const send = (path: string, body: object, key: string, { token } = ada, replica = 0) =>
  call(desk.orders.urls[replica] + path, { token, body, headers: { 'Idempotency-Key': key } });
const ordersOf = async ({ token }: Person) =>
  (await call(`${desk.orders.url}/orders`, { token })).body as { id: string; status: string }[]; // a list of orders
const isReplayed = ({ headers }: Reply) => headers.get('idempotency-replayed') === 'true';

describe.each(ways)('an order with an Idempotency-Key: POST %s', (path, body) => {
  it('is placed once, and the first answer comes again', async () => {
    const first = await send(path, body, 'a-key');
    const again = await send(path, body, 'a-key');
    expect(first.status).toBe(201);
    expect(isReplayed(first)).toBe(false);
    expect(again).toMatchObject({ status: 201, body: first.body as object });
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    expect(isReplayed(again)).toBe(true);
    expect(await ordersOf(ada)).toHaveLength(1);
  });

  it('gets its first answer also when the order has been paid since', async () => {
    const first = await send(path, body, 'a-key');
    const [order] = await desk.orders.db.selectFrom('orders').select('id').where('user_id', '=', ada.id).execute();
    if (order) await desk.pay(order.id, ada);
    expect(await ordersOf(ada)).toMatchObject([{ status: 'paid' }]);
    expect((await send(path, body, 'a-key')).body).toEqual(first.body);
  });

  it('is placed once when it is sent twenty times at once to two replicas', async () => {
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, index) => send(path, body, 'a-key', ada, index % 2)),
    );
    expect(replies.map(({ status }) => status)).toEqual(Array(20).fill(201));
    expect(new Set(replies.map((reply) => JSON.stringify(reply.body))).size).toBe(1);
    expect(replies.filter((reply) => !isReplayed(reply))).toHaveLength(1);
    expect(await ordersOf(ada)).toHaveLength(1);
  });

  it('is refused when the key was used for another order', async () => {
    await send(path, body, 'a-key');
    const other = { items: [{ sku: 'SKU-001', quantity: 2 }] };
    expect(await send('/orders', other, 'a-key')).toMatchObject({
      status: 422,
      body: { type: '/problems/idempotency-key-reused' },
    });
    expect(await ordersOf(ada)).toHaveLength(1);
  });

  it('is another one for somebody else', async () => {
    const bob = desk.orders.somebody();
    await send(path, body, 'a-key');
    expect(isReplayed(await send(path, body, 'a-key', bob))).toBe(false);
    expect(await ordersOf(bob)).toHaveLength(1);
  });
});

describe('an order that was refused', () => {
  it('can be sent again with the same key when its reason is gone', async () => {
    const unknown = { items: [{ sku: 'SKU-404', quantity: 1 }] };
    expect((await send('/orders', unknown, 'a-key')).status).toBe(404);
    expect((await send('/orders', { items }, 'a-key')).status).toBe(201);
  });
});

describe('an order with a key and a reference', () => {
  it('is one order, whichever of the two is sent again', async () => {
    const body = { items, id: 'my-order' };
    const first = await send('/orders', body, 'a-key');
    expect(await send('/orders', body, 'a-key')).toMatchObject({ status: 201, body: first.body as object });
    expect(await send('/orders', body, 'another-key')).toMatchObject({ status: 200, body: first.body as object });
    expect(await ordersOf(ada)).toHaveLength(1);
  });

  it('gets its first answer twenty times when it is sent twenty times at once to two replicas', async () => {
    const body = { items, id: 'another-order' };
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, index) => send('/orders', body, 'a-key', ada, index % 2)),
    );
    expect(replies.map(({ status }) => status)).toEqual(Array(20).fill(201));
    expect(replies.filter((reply) => !isReplayed(reply))).toHaveLength(1);
  });
});
