import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type OrderId, orderCancelled } from '@paidonce/shared/contracts';
import { eventually, query } from '@paidonce/shared/testing';
import { sql } from 'kysely';
import { type OrderDesk, openOrderDesk } from '../../testing/order-desk.ts';
import type { Person } from '../../testing/start-orders.ts';

let desk: OrderDesk;
let ada: Person;
beforeAll(async () => {
  desk = await openOrderDesk({ ORDER_SWEEP_SECONDS: '0.1' }, 2);
  ada = desk.orders.somebody();
});
beforeEach(() => {
  desk.payments.answer = () => 'closed';
  desk.payments.asked = [];
});
afterAll(() => desk.close());

const orders = () => desk.orders.db.updateTable('orders').where('status', '=', 'pending');
/** Its time is over. */
const expire = (id: OrderId) =>
  orders()
    .where('id', '=', id)
    .set({ expires_at: new Date(0) })
    .execute();
/** The sweeper's pause after a vain try is over. */
const againNow = (id: OrderId) =>
  orders()
    .where('id', '=', id)
    .set({ due_at: new Date(0) })
    .execute();
const timesAsked = (id: OrderId) => desk.payments.asked.filter((asked) => asked === id).length;
const becomes = (id: OrderId, order: object) =>
  eventually(async () => expect(await desk.read(id, ada)).toMatchObject(order));
/** Whatever was due before has been tried. */
async function sweptOnce(): Promise<void> {
  const last = await desk.place(ada);
  const { answer } = desk.payments;
  desk.payments.answer = (id) => (id === last ? 'closed' : answer(id));
  await expire(last);
  await becomes(last, { status: 'cancelled' });
}

describe('an order past its time', () => {
  it('is cancelled, closed at payments first, and told of once although two replicas sweep', async () => {
    const id = await desk.place(ada);
    await expire(id);
    await becomes(id, { status: 'cancelled', version: 3, cancel_reason: 'expired' });
    expect(timesAsked(id)).toBe(1);
    expect((await desk.timeline(id, ada)).at(-1)).toMatchObject({ event_type: 'cancelled', user_id: null });
    await eventually(async () =>
      expect(await desk.told.toldOf(orderCancelled, id)).toEqual([
        { order_id: id, version: 3, user_id: ada.id, reason: 'expired' },
      ]),
    );
  });

  it('is left alone before', async () => {
    const id = await desk.place(ada);
    await sweptOnce();
    expect(await desk.read(id, ada)).toMatchObject({ status: 'pending' });
    expect(timesAsked(id)).toBe(0);
  });

  it('stays as it is while payments says that it is paid, and becomes paid', async () => {
    const id = await desk.place(ada);
    desk.payments.answer = () => 'paid';
    await expire(id);
    await eventually(() => expect(timesAsked(id)).toBe(1));
    await sweptOnce();
    expect(await desk.read(id, ada)).toMatchObject({ status: 'pending', version: 2 });
    await desk.pay(id, ada);
    expect(await desk.read(id, ada)).toMatchObject({ status: 'paid', version: 3, cancel_reason: null });
  });

  it('is asked for again after a pause while a payment is under way, and cancelled when that has come to nothing', async () => {
    const id = await desk.place(ada);
    desk.payments.answer = () => 'in_progress';
    await expire(id);
    await eventually(() => expect(timesAsked(id)).toBe(1));
    await sweptOnce();
    expect(timesAsked(id)).toBe(1);
    expect(await desk.read(id, ada)).toMatchObject({ status: 'pending' });
    desk.payments.answer = () => 'closed';
    await againNow(id);
    await becomes(id, { status: 'cancelled', cancel_reason: 'expired' });
  });

  it('can be paid until it is closed', async () => {
    const id = await desk.place(ada);
    desk.payments.answer = () => Promise.reject(new Error('payments is in trouble'));
    await expire(id);
    await eventually(() => expect(timesAsked(id)).toBe(1));
    await desk.pay(id, ada);
    desk.payments.answer = () => 'closed';
    await sweptOnce();
    expect(await desk.read(id, ada)).toMatchObject({ status: 'paid' });
  });
});

describe('a wish that a crash left open', () => {
  it('is fulfilled in the name of whose it was', async () => {
    const id = await desk.place(ada);
    await orders()
      .where('id', '=', id)
      .set({ wish_reason: 'by_user', wished_by: ada.id, due_at: new Date(0) })
      .execute();
    await becomes(id, { status: 'cancelled', cancel_reason: 'by_user' });
    expect((await desk.timeline(id, ada)).at(-1)).toMatchObject({ user_id: ada.id });
  });

  it('does not become another one when its time runs out as well', async () => {
    const id = await desk.place(ada);
    const wish = { wish_reason: 'by_user', wished_by: ada.id } as const;
    await orders()
      .where('id', '=', id)
      .set({ ...wish, expires_at: new Date(0) })
      .execute();
    await becomes(id, { status: 'cancelled', cancel_reason: 'by_user' });
  });
});

describe('an order that cannot be paid yet', () => {
  it('is cancelled without asking anybody', async () => {
    const id = await desk.place(ada);
    await orders()
      .where('id', '=', id)
      .set({ confirmed: false, expires_at: new Date(0) })
      .execute();
    await becomes(id, { status: 'cancelled', cancel_reason: 'expired' });
    expect(timesAsked(id)).toBe(0);
  });
});

describe('many orders that payments cannot close', () => {
  it('hold up no other', async () => {
    const stuck = await desk.place(ada);
    desk.payments.answer = (id) => (id === stuck ? 'in_progress' : 'closed');
    const id = await desk.place(ada);
    // A few batches of the same, all of them longer past their time than the one that can be closed.
    await sql`insert into orders (id, user_id, version, status, confirmed, lines, amount_minor, currency, created_at, expires_at)
      select gen_random_uuid(), user_id, version, status, confirmed, lines, amount_minor, currency, created_at, 'epoch'
      from orders, generate_series(1, 350) where id = ${stuck}`.execute(desk.orders.db);
    desk.payments.answer = (asked) => (asked === id ? 'closed' : 'in_progress');
    await orders()
      .where('id', '=', id)
      .set({ expires_at: new Date(1) })
      .execute();
    await becomes(id, { status: 'cancelled' });
    await orders()
      .where('id', '<>', id)
      .set({ expires_at: new Date(Date.now() + 3_600_000), due_at: null })
      .execute();
  });
});

describe('of two replicas', () => {
  it('one sweeps', async () => {
    const [row] = await query<{ connected: number; sweeping: number }>(
      desk.orders.databaseUrl,
      `select count(*)::int as connected, count(held)::int as sweeping
       from pg_stat_activity as session
       left join pg_locks as held on held.pid = session.pid and held.locktype = 'advisory' and held.granted
       where datname = current_database() and application_name = 'sweeper of orders'`,
    );
    expect(row).toEqual({ connected: 2, sweeping: 1 });
  });
});

describe('while NATS is away', () => {
  it('nothing is cancelled, and all of it afterwards', async () => {
    const id = await desk.place(ada);
    await desk.told.nats.stop();
    await expire(id);
    await eventually(async () => {
      const row = await desk.orders.db.selectFrom('orders').select('due_at').where('id', '=', id).executeTakeFirst();
      expect(row?.due_at).not.toBeNull(); // it was tried
    });
    expect(await desk.read(id, ada)).toMatchObject({ status: 'pending' });
    await desk.told.nats.start();
    await eventually(async () => {
      await againNow(id);
      expect(await desk.read(id, ada)).toMatchObject({ status: 'cancelled' });
    });
  });
});
