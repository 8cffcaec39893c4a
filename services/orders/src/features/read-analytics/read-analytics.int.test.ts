import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call } from '@paidonce/shared/testing';
import { type OrderDesk, openOrderDesk } from '../../testing/order-desk.ts';
import type { Person } from '../../testing/start-orders.ts';

let desk: OrderDesk;
let ada: Person;
let bob: Person;
let admin: Person;
/** Ada: two paid, of which one is undone, one pending, one cancelled. Bob: one paid, the day before yesterday. */
beforeAll(async () => {
  desk = await openOrderDesk();
  [ada, bob, admin] = [desk.orders.somebody(), desk.orders.somebody(), desk.orders.somebody('admin')];
  const ids = [await desk.place(ada), await desk.place(ada), await desk.place(ada), await desk.place(ada)];
  const [paid = '', undone = '', , cancelled = ''] = ids;
  for (const id of ids.slice(0, 2)) await desk.pay(id, ada);
  await cancel(undone, admin);
  await cancel(cancelled, ada);
  await call(`${desk.orders.url}/orders/${paid}`, {
    method: 'PUT',
    token: admin.token,
    body: { status: 'processing' },
  });
  const bobs = await desk.place(bob);
  await desk.pay(bobs, bob);
  const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000);
  await desk.orders.db.updateTable('orders').set({ created_at: twoDaysAgo }).where('id', '=', bobs).execute();
});
afterAll(() => desk.close());

const cancel = (id: string, { token }: Person) =>
  call(`${desk.orders.url}/orders/${id}`, { method: 'PUT', token, body: { status: 'cancelled' } });
const get = (path: string, { token }: Person) => call(`${desk.orders.url}/orders/analytics${path}`, { token });
const none = { pending: 0, paid: 0, processing: 0, shipped: 0, delivered: 0, cancelled: 0 };
const dayOf = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);

describe('orders in numbers', () => {
  it.each([
    [
      'their owner',
      () => ada,
      { total: 4, statuses: { ...none, pending: 1, processing: 1, cancelled: 2 }, revenue: '10.00' },
    ],
    [
      'an administrator',
      () => admin,
      { total: 5, statuses: { ...none, pending: 1, processing: 1, cancelled: 2, paid: 1 }, revenue: '20.00' },
    ],
    ['somebody without any', () => desk.orders.somebody(), { total: 0, statuses: none, revenue: '0.00' }],
  ])('are shown to %s', async (_, person, body) => {
    expect(await get('', person())).toMatchObject({ status: 200, body: { ...body, currency: 'USD' } });
  });

  it('are exact beyond any single amount', async () => {
    const rich = desk.orders.somebody();
    for (const id of [await desk.place(rich), await desk.place(rich)]) {
      await desk.pay(id, rich);
      const most = { amount_minor: 999_999_999_999_999 };
      await desk.orders.db.updateTable('orders').set(most).where('id', '=', id).execute();
    }
    expect((await get('', rich)).body).toMatchObject({ revenue: '19999999999999.98' });
    await desk.orders.db.deleteFrom('orders').where('user_id', '=', rich.id).execute();
  });

  it('are shown by the day on which they were placed, days without one too', async () => {
    const { status, body } = await get('/timeseries?days=4', admin);
    expect(status).toBe(200);
    expect(body).toEqual([
      { date: dayOf(3), count: 0, revenue: '0.00' },
      { date: dayOf(2), count: 1, revenue: '10.00' },
      { date: dayOf(1), count: 0, revenue: '0.00' },
      { date: dayOf(0), count: 4, revenue: '10.00' },
    ]);
    expect((await get('/timeseries?days=1', bob)).body).toEqual([{ date: dayOf(0), count: 0, revenue: '0.00' }]);
    expect((await get('/timeseries', bob)).body).toHaveLength(30);
  });

  it.each(['0', '366', 'x', '-1', '1.5'])('of %s days there are none', async (days) => {
    expect(await get(`/timeseries?days=${days}`, ada)).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'days' }] },
    });
  });
});
