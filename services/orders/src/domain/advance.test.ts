import { describe, expect, it } from '@jest/globals';
import { type FulfilmentStatus, fact, fulfilmentStatus, orderStatusChanged } from '@paidonce/shared/contracts';
import { admin, anOrder, orderId, owner } from '../testing/an-order.ts';
import { advance } from './advance.ts';
import { orderStatuses } from './order.ts';

const steps = [
  ['paid', 'processing'],
  ['processing', 'shipped'],
  ['shipped', 'delivered'],
] as const;
const leaps = orderStatuses.flatMap((from) =>
  fulfilmentStatus.options
    .filter((to) => !steps.some((step) => step[0] === from && step[1] === to))
    .map((to) => [from, to] as const),
);

describe('a paid order', () => {
  it.each(steps)('that is %s goes on to be %s', (from, to) => {
    const order = anOrder[from];
    const version = order.version + 1;
    const decision = advance(order, to, admin);
    expect(decision.order).toEqual({ ...order, version, status: to });
    expect(decision.timeline).toEqual([
      { version, type: 'status_changed', description: `Order is ${to}`, oldValue: from, newValue: to, by: admin },
    ]);
    expect(decision.facts).toEqual([
      fact(orderStatusChanged, { orderId, version, userId: owner, oldStatus: from, newStatus: to }),
    ]);
  });

  it.each(leaps)('does not leap or go back: from %s to %s', (from, to: FulfilmentStatus) => {
    expect(advance(anOrder[from], to, admin)).toEqual({ order: anOrder[from], timeline: [], facts: [] });
  });
});
