import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type Closing,
  type OrderId,
  orderCancelled,
  orderPaymentRejected,
  orderStatusChanged,
} from '@paidonce/shared/contracts';
import { call, eventually } from '@paidonce/shared/testing';
import { type OrderDesk, openOrderDesk } from '../../testing/order-desk.ts';
import type { Person } from '../../testing/start-orders.ts';

let desk: OrderDesk;
let ada: Person;
let admin: Person;
beforeAll(async () => {
  desk = await openOrderDesk({ ORDER_SWEEP_SECONDS: '0.1' }, 2);
  [ada, admin] = [desk.orders.somebody(), desk.orders.somebody('admin')];
});
beforeEach(() => {
  desk.payments.answer = () => 'closed';
  desk.payments.asked = [];
});
afterAll(() => desk.close());

const change = (id: string, status: string, { token }: Person, replica = 0) =>
  call(`${desk.orders.urls[replica]}/orders/${id}`, { method: 'PUT', token, body: { status } });
const remove = (id: string, { token }: Person) => call(`${desk.orders.url}/orders/${id}`, { method: 'DELETE', token });
const wishOf = (id: OrderId) =>
  desk.orders.db.selectFrom('orders').select(['wish_reason', 'wished_by']).where('id', '=', id).executeTakeFirst();
const typesOf = async (id: OrderId) => (await desk.timeline(id, admin)).map(({ event_type }) => event_type);

describe('the owner of a pending order', () => {
  it.each([
    ['PATCH /orders/:id/status', 'PATCH', '/status?status=cancelled', undefined, 200],
    ['PUT /orders/:id', 'PUT', '', { status: 'cancelled' }, 200],
    ['DELETE /orders/:id', 'DELETE', '', undefined, 204],
  ])('cancels it by %s, once it is closed at payments', async (_, method, rest, body, status) => {
    const id = await desk.place(ada);
    const reply = await call(`${desk.orders.url}/orders/${id}${rest}`, { method, token: ada.token, body });
    expect(reply.status).toBe(status);
    if (status === 200) expect(reply.body).toEqual(await desk.read(id, ada));
    expect(desk.payments.asked).toEqual([id]);
    expect(await desk.read(id, ada)).toMatchObject({ status: 'cancelled', version: 3, cancel_reason: 'by_user' });
    expect(await desk.timeline(id, ada)).toMatchObject([
      { event_type: 'created' },
      { event_type: 'confirmed' },
      { event_type: 'cancelled', old_value: 'pending', new_value: 'cancelled', user_id: ada.id },
    ]);
    await eventually(async () =>
      expect(await desk.told.toldOf(orderCancelled, id)).toEqual([
        { order_id: id, version: 3, user_id: ada.id, reason: 'by_user' },
      ]),
    );
  });

  it('may ask twice, and payments is not asked again', async () => {
    const id = await desk.place(ada);
    await change(id, 'cancelled', ada);
    expect(await change(id, 'cancelled', ada)).toMatchObject({ status: 200, body: { version: 3 } });
    expect((await remove(id, ada)).status).toBe(204);
    expect(desk.payments.asked).toEqual([id]);
  });

  it('and twenty others who cancel it at once over two replicas cancel it once', async () => {
    const id = await desk.place(ada);
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, number) => change(id, 'cancelled', number % 3 === 0 ? admin : ada, number % 2)),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await typesOf(id)).toEqual(['created', 'confirmed', 'cancelled']);
  });

  it('cannot make it anything else', async () => {
    const id = await desk.place(ada);
    expect(await change(id, 'shipped', ada)).toMatchObject({
      status: 409,
      body: { type: '/problems/illegal-status-change', order_status: 'pending', legal: ['cancelled'] },
    });
    expect(await change(id, 'paid', ada)).toMatchObject({ status: 409, body: { legal: ['cancelled'] } });
    expect(await change(id, 'gone', ada)).toMatchObject({ status: 422, body: { errors: [{ field: 'status' }] } });
  });
});

describe('an order that is paid, as payments says', () => {
  it('is not cancelled, and becomes paid when the event comes', async () => {
    const id = await desk.place(ada);
    desk.payments.answer = () => 'paid';
    for (const refused of [await change(id, 'cancelled', ada), await remove(id, ada)])
      expect(refused).toMatchObject({ status: 409, body: { type: '/problems/order-already-paid' } });
    expect(await desk.read(id, ada)).toMatchObject({ status: 'pending', version: 2 });
    await desk.pay(id, ada);
    expect(await wishOf(id)).toEqual({ wish_reason: null, wished_by: null });
    expect(await typesOf(id)).toEqual(['created', 'confirmed', 'paid']);
  });

  it('is not cancelled either when its payment came before the answer', async () => {
    const id = await desk.place(ada);
    desk.payments.answer = async (): Promise<Closing> => {
      await desk.pay(id, ada);
      return 'closed';
    };
    expect(await change(id, 'cancelled', ada)).toMatchObject({ status: 409 });
    expect(await desk.read(id, ada)).toMatchObject({ status: 'paid' });
    expect(await typesOf(id)).toEqual(['created', 'confirmed', 'paid']);
  });

  it('is undone by an administrator whose wish it came before', async () => {
    const id = await desk.place(ada);
    desk.payments.answer = async (): Promise<Closing> => {
      await desk.pay(id, ada);
      return 'closed';
    };
    expect(await change(id, 'cancelled', admin)).toMatchObject({ status: 200, body: { status: 'cancelled' } });
    const { payment_id } = await desk.read(id, ada);
    await eventually(async () =>
      expect(await desk.told.toldOf(orderCancelled, id)).toEqual([
        expect.objectContaining({ payment_id, reason: 'by_admin' }),
      ]),
    );
  });
});

describe('an order that changes while payments is asked', () => {
  it('is looked at again, and cancelled all the same', async () => {
    const id = await desk.place(ada);
    const wrong = desk.completed(id, ada.id, 9_99);
    desk.payments.answer = async (): Promise<Closing> => {
      await desk.told.tell(wrong);
      await eventually(async () => expect(await typesOf(id)).toContain('payment_rejected'));
      return 'closed';
    };
    expect(await change(id, 'cancelled', ada)).toMatchObject({
      status: 200,
      body: { status: 'cancelled', version: 4 },
    });
    expect(desk.payments.asked).toEqual([id]);
  });
});

describe('an order of which payments cannot say whether it is paid', () => {
  it.each<[string, () => 'in_progress' | Promise<never>]>([
    ['as a payment is under way', () => 'in_progress'],
    ['as it fails', () => Promise.reject(new Error('a bug of payments'))],
  ])('%s, stays pending with the wish, which is fulfilled later', async (_, answer) => {
    const id = await desk.place(ada);
    desk.payments.answer = answer;
    const refused = await change(id, 'cancelled', ada);
    expect(refused).toMatchObject({ status: 503, body: { type: '/problems/unavailable' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await desk.read(id, ada)).toMatchObject({ status: 'pending', version: 2 });
    expect(await wishOf(id)).toEqual({ wish_reason: 'by_user', wished_by: ada.id });

    desk.payments.answer = () => 'closed';
    await desk.orders.db.updateTable('orders').set({ due_at: new Date() }).where('id', '=', id).execute();
    await eventually(async () => expect(await desk.read(id, ada)).toMatchObject({ status: 'cancelled' }));
    expect((await desk.timeline(id, ada)).at(-1)).toMatchObject({ event_type: 'cancelled', user_id: ada.id });
  });
});

describe('an administrator', () => {
  it('sends a paid order on its way, step by step', async () => {
    const id = await desk.place(ada);
    await desk.pay(id, ada);
    for (const status of ['processing', 'shipped', 'delivered'])
      expect(await change(id, status, admin)).toMatchObject({ status: 200, body: { status } });
    expect((await desk.timeline(id, ada)).slice(3)).toMatchObject([
      { event_type: 'status_changed', old_value: 'paid', new_value: 'processing', user_id: admin.id },
      { event_type: 'status_changed', old_value: 'processing', new_value: 'shipped', user_id: admin.id },
      { event_type: 'status_changed', old_value: 'shipped', new_value: 'delivered', user_id: admin.id },
    ]);
    await eventually(async () => expect(await desk.told.toldOf(orderStatusChanged, id)).toHaveLength(3));
  });

  it('is told what is legal when a step is not', async () => {
    const id = await desk.place(ada);
    await desk.pay(id, ada);
    expect(await change(id, 'delivered', admin)).toMatchObject({
      status: 409,
      body: {
        type: '/problems/illegal-status-change',
        detail: 'The order is paid and cannot be made delivered. You can make it processing or cancelled.',
        legal: ['processing', 'cancelled'],
      },
    });
  });

  it('cancels a paid order, and its payment goes back, told once', async () => {
    const id = await desk.place(ada);
    await desk.pay(id, ada);
    const { payment_id } = await desk.read(id, ada);
    expect((await remove(id, admin)).status).toBe(409);
    const replies = await Promise.all([0, 1, 0, 1].map((replica) => change(id, 'cancelled', admin, replica)));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await desk.read(id, ada)).toMatchObject({ status: 'cancelled', payment_id, cancel_reason: 'by_admin' });
    await eventually(async () =>
      expect(await desk.told.toldOf(orderCancelled, id)).toEqual([
        { order_id: id, version: 4, user_id: ada.id, reason: 'by_admin', payment_id },
      ]),
    );
    expect(desk.payments.asked).toEqual([]);
  });
});

describe('a cancelled order', () => {
  it('sends a payment back that meets it, once', async () => {
    const id = await desk.place(ada);
    await change(id, 'cancelled', ada);
    const late = desk.completed(id, ada.id);
    await desk.told.tell(late);
    await desk.told.tell(late);
    await eventually(async () => expect(await typesOf(id)).toContain('payment_rejected'));
    await desk.pay(await desk.place(ada), ada); // what was told before is applied
    expect(await typesOf(id)).toEqual(['created', 'confirmed', 'cancelled', 'payment_rejected']);
    await eventually(async () =>
      expect(await desk.told.toldOf(orderPaymentRejected, id)).toEqual([
        expect.objectContaining({ payment_id: late.subject, reason: 'the order is cancelled already' }),
      ]),
    );
    expect(await desk.read(id, ada)).toMatchObject({ status: 'cancelled' });
  });
});

describe('somebody else', () => {
  it.each(['PUT', 'DELETE'])('finds no order to change: %s', async (method) => {
    const id = await desk.place(ada);
    const { token } = desk.orders.somebody();
    const body = method === 'PUT' ? { status: 'cancelled' } : undefined;
    expect((await call(`${desk.orders.url}/orders/${id}`, { method, token, body })).status).toBe(404);
    expect(await desk.read(id, ada)).toMatchObject({ status: 'pending' });
    expect(await wishOf(id)).toEqual({ wish_reason: null, wished_by: null });
  });
});
