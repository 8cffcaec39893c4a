import { describe, expect, it } from '@jest/globals';
import { admin, anOrder, owner } from '../testing/an-order.ts';
import { IllegalStatusChange } from './illegal-status-change.ts';
import { type OrderStatus, orderStatuses } from './order.ts';
import { OrderAlreadyPaid } from './order-already-paid.ts';
import { type Asker, type Step, stepTo, stepToRemove } from './status-asked.ts';

type Legal = Partial<Record<OrderStatus, OrderStatus[]>>;
const owners: Legal = { pending: ['cancelled'] };
const administrators: Legal = {
  pending: ['cancelled'],
  paid: ['processing', 'cancelled'],
  processing: ['shipped', 'cancelled'],
  shipped: ['delivered'],
};
const everyChange = orderStatuses.flatMap((from) => orderStatuses.map((to) => [from, to] as const));

const asOwner: Asker = { id: owner, role: 'user' };
const asAdmin: Asker = { id: admin, role: 'admin' };

/** What comes of asking: the step, or the refusal. */
function answer(from: OrderStatus, to: OrderStatus, asker: Asker): Step | Error {
  try {
    return stepTo(anOrder[from], to, asker);
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}

describe.each<[string, Asker, Legal]>([
  ['the owner', asOwner, owners],
  ['an administrator', asAdmin, administrators],
])('asked by %s', (_, asker, legal) => {
  it.each(everyChange)('a change from %s to %s is done exactly when it is legal', (from, to) => {
    const step = answer(from, to, asker);
    if (from === to && to !== 'paid') expect(step).toEqual({ kind: 'none' });
    else if (legal[from]?.includes(to)) expect(step).not.toBeInstanceOf(Error);
    else expect(step).toMatchObject({ status: 409 });
  });

  it.each(orderStatuses)('making it paid is refused when it is %s: only a payment does that', (from) => {
    expect(answer(from, 'paid', asker)).toMatchObject({
      type: '/problems/illegal-status-change',
      detail: expect.stringContaining('Only a payment makes an order paid'),
    });
  });
});

describe('a refusal', () => {
  it.each<[string, OrderStatus, OrderStatus, Asker, OrderStatus[], string]>([
    ['names the one step', 'shipped', 'processing', asAdmin, ['delivered'], 'You can make it delivered.'],
    ['names both', 'paid', 'shipped', asAdmin, ['processing', 'cancelled'], 'You can make it processing or cancelled.'],
    ['says that there is none', 'cancelled', 'shipped', asAdmin, [], 'You cannot change its status now.'],
    ['knows who asks', 'paid', 'shipped', asOwner, [], 'You cannot change its status now.'],
  ])('%s', (_, from, to, asker, legal, detail) => {
    const refusal = answer(from, to, asker);
    expect(refusal).toBeInstanceOf(IllegalStatusChange);
    expect(refusal).toMatchObject({ members: { order_status: from, legal }, detail: expect.stringContaining(detail) });
  });

  it.each<OrderStatus>(['paid', 'processing', 'shipped', 'delivered'])(
    'of the owner’s wish to cancel says that the order is paid when it is %s',
    (from) => {
      expect(answer(from, 'cancelled', asOwner)).toBeInstanceOf(OrderAlreadyPaid);
    },
  );
});

describe('a cancellation', () => {
  it.each<[string, Asker, Step]>([
    ['its owner', asOwner, { kind: 'wish', wish: { reason: 'by_user', by: owner } }],
    ['an administrator', asAdmin, { kind: 'wish', wish: { reason: 'by_admin', by: admin } }],
    [
      'an administrator who owns it',
      { id: owner, role: 'admin' },
      { kind: 'wish', wish: { reason: 'by_user', by: owner } },
    ],
  ])('of a pending order is a wish of %s', (_, asker, step) => {
    expect(stepTo(anOrder.pending, 'cancelled', asker)).toEqual(step);
  });

  it('of a paid order is up to an administrator', () => {
    expect(stepTo(anOrder.paid, 'cancelled', asAdmin)).toEqual({ kind: 'cancel-paid' });
  });
});

describe('taking an order back', () => {
  it.each([asOwner, asAdmin])('is a wish while it is pending', (asker) => {
    expect(stepToRemove(anOrder.pending, asker)).toMatchObject({ kind: 'wish', wish: { by: asker.id } });
  });

  it('can be asked for twice', () => {
    expect(stepToRemove(anOrder.cancelled, asOwner)).toEqual({ kind: 'none' });
  });

  it.each<OrderStatus>(['paid', 'processing', 'shipped', 'delivered'])(
    'is refused when it is %s, an administrator too',
    (from) => {
      expect(() => stepToRemove(anOrder[from], asOwner)).toThrow(OrderAlreadyPaid);
      expect(() => stepToRemove(anOrder[from], asAdmin)).toThrow(OrderAlreadyPaid);
    },
  );
});
