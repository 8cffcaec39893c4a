import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { call } from '@paidonce/shared/testing';
import { sql } from 'kysely';
import { type OrderDesk, openOrderDesk } from '../../testing/order-desk.ts';
import type { Person } from '../../testing/start-orders.ts';

const most = 5;

let desk: OrderDesk;
let ada: Person;
beforeAll(async () => {
  desk = await openOrderDesk({ MOST_UNPAID_ORDERS: String(most) }, 2);
});
beforeEach(() => {
  ada = desk.orders.somebody();
});
afterAll(() => desk.close());

const place = ({ token } = ada, replica = 0) =>
  call(`${desk.orders.urls[replica]}/order/create`, { token, body: { product_ids: ['SKU-001'] } });
const ordersOf = async ({ token }: Person) =>
  (await call(`${desk.orders.url}/orders`, { token })).body as { status: string }[]; // a list of orders
const pendingOf = async ({ id }: Person) => {
  const orders = desk.orders.db.selectFrom('orders').select('id').where('user_id', '=', id);
  return (await orders.where('status', '=', 'pending').execute()).map((row) => row.id);
};
async function placeAll() {
  for (let count = 0; count < most; count += 1) expect((await place()).status).toBe(201);
}

describe('a user with as many unpaid orders as there may be', () => {
  it('has to pay or to cancel one before the next', async () => {
    await placeAll();
    const refused = await place();
    expect(refused).toMatchObject({
      status: 429,
      body: { type: '/problems/too-many-unpaid-orders', detail: expect.stringContaining(`${most} unpaid orders`) },
    });

    const [first, second] = await pendingOf(ada);
    if (first) await desk.pay(first, ada);
    expect((await place()).status).toBe(201);
    expect((await place()).status).toBe(429);

    await call(`${desk.orders.url}/orders/${second}`, { method: 'DELETE', token: ada.token });
    expect((await place()).status).toBe(201);
    expect((await place()).status).toBe(429);
  });

  it('keeps nobody else from ordering', async () => {
    await placeAll();
    expect((await place(desk.orders.somebody())).status).toBe(201);
  });

  it('can send an order of theirs again, which is no new one', async () => {
    const body = { items: [{ sku: 'SKU-001', quantity: 1 }], id: 'my-order' };
    const send = () => call(`${desk.orders.url}/orders`, { token: ada.token, body });
    expect((await send()).status).toBe(201);
    for (let count = 1; count < most; count += 1) await place();
    expect((await send()).status).toBe(200);
  });
});

describe('sixty orders of one user at once over two replicas', () => {
  // Between the choice of a number and its being taken, so that they really meet.
  beforeAll(async () => {
    await sql`create function dawdle() returns trigger language plpgsql
      as $$ begin perform pg_sleep(0.02); return new; end $$`.execute(desk.orders.db);
    await sql`create trigger dawdle before insert on orders for each row execute function dawdle()`.execute(
      desk.orders.db,
    );
  });
  afterAll(() => sql`drop trigger dawdle on orders`.execute(desk.orders.db));

  it('come to just as many as there may be', async () => {
    const replies = await Promise.all(Array.from({ length: 60 }, (_, index) => place(ada, index % 2)));
    const statuses = replies.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(most);
    expect(statuses.filter((status) => status === 429)).toHaveLength(60 - most);
    expect(await ordersOf(ada)).toHaveLength(most);
  });
});
