// A paid order goes its way to its buyer, step by step.

import { type FulfilmentStatus, fact, orderStatusChanged, type UserId } from '@paidonce/shared/contracts';
import { type Decision, type Order, unchanged } from './order.ts';

const stepBefore = { processing: 'paid', shipped: 'processing', delivered: 'shipped' } as const;

/** No step is left out, and none goes back. */
export function isNext(order: Order, to: FulfilmentStatus): boolean {
  return order.status === stepBefore[to];
}

export function advance(order: Order, to: FulfilmentStatus, by: UserId | undefined): Decision {
  if (!isNext(order, to)) return unchanged(order);
  const version = order.version + 1;
  const { id: orderId, userId } = order;
  const oldStatus = stepBefore[to];
  return {
    order: { ...order, version, status: to },
    timeline: [
      { version, type: 'status_changed', description: `Order is ${to}`, oldValue: oldStatus, newValue: to, by },
    ],
    facts: [fact(orderStatusChanged, { orderId, version, userId, oldStatus, newStatus: to })],
  };
}
