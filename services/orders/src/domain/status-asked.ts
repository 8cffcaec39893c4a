// Somebody asks for an order to have another status: what they may ask for, and what it takes.

import { type FulfilmentStatus, fulfilmentStatus, type Role, type UserId } from '@paidonce/shared/contracts';
import { isNext } from './advance.ts';
import { IllegalStatusChange } from './illegal-status-change.ts';
import type { Order, OrderStatus, Wish } from './order.ts';
import { OrderAlreadyPaid } from './order-already-paid.ts';

/** The owner of the order, or an administrator: the order does not exist for anybody else. */
export type Asker = { id: UserId; role: Role };

/** What it takes: nothing, a wish that payments has to agree to, or a rule alone. */
export type Step =
  | { kind: 'none' }
  | { kind: 'wish'; wish: Wish }
  | { kind: 'cancel-paid' }
  | { kind: 'advance'; to: FulfilmentStatus };

/**
 * Asking for what the order is already is answered as if it were new: a request may be sent twice.
 * @throws IllegalStatusChange, OrderAlreadyPaid
 */
export function stepTo(order: Order, wanted: OrderStatus, { id, role }: Asker): Step {
  if (wanted === order.status && wanted !== 'paid') return { kind: 'none' };
  if (role !== 'admin' && wanted === 'cancelled' && order.status !== 'pending') throw new OrderAlreadyPaid();
  if (wanted === 'cancelled' && isCancellable(order, role)) {
    if (order.status !== 'pending') return { kind: 'cancel-paid' };
    return { kind: 'wish', wish: { reason: order.userId === id ? 'by_user' : 'by_admin', by: id } };
  }
  const to = fulfilmentStatus.safeParse(wanted).data;
  if (role === 'admin' && to !== undefined && isNext(order, to)) return { kind: 'advance', to };
  throw new IllegalStatusChange(order.status, wanted, legalFor(order, role));
}

/**
 * Taking an order back as if it had never been, which nobody can do once it is paid.
 * @throws OrderAlreadyPaid
 */
export function stepToRemove(order: Order, { id }: Asker): Step {
  return stepTo(order, 'cancelled', { id, role: 'user' });
}

function isCancellable({ status }: Order, role: Role): boolean {
  return status === 'pending' || (role === 'admin' && (status === 'paid' || status === 'processing'));
}

function legalFor(order: Order, role: Role): OrderStatus[] {
  const onItsWay = role === 'admin' ? fulfilmentStatus.options.filter((to) => isNext(order, to)) : [];
  return isCancellable(order, role) ? [...onItsWay, 'cancelled'] : onItsWay;
}
