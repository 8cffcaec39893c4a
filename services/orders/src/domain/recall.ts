// An order comes to be again what was told of it, by the rules that made it so.

import type {
  OrderCancelled,
  OrderPaid,
  OrderPaymentRejected,
  OrderStatusChanged,
  OrderTerms,
} from '@paidonce/shared/contracts';
import { advance } from './advance.ts';
import { end } from './cancel.ts';
import { type Decision, type Order, unchanged } from './order.ts';
import { place } from './place.ts';
import { sendBack, settle } from './settle.ts';

/** What was told of an order, and when. */
export type Told = { at: Date } & (
  | ({ fact: 'placed' } & OrderTerms)
  | ({ fact: 'paid' } & OrderPaid)
  | ({ fact: 'payment rejected' } & OrderPaymentRejected)
  | ({ fact: 'status changed' } & OrderStatusChanged)
  | ({ fact: 'cancelled' } & OrderCancelled)
);

/** @property left what the order and what was told of it do not agree upon: nobody guesses */
export type Recalled = Decision | { left: string };

/** @param order as it is known; undefined for one that is not (any more) */
export function recall(order: Order | undefined, told: Told): Recalled {
  if (told.fact === 'placed') return order ? unchanged(order) : placeAgain(told);
  const { orderId, version } = told;
  if (!order) return { left: `order ${orderId} was ${told.fact}, and nothing says what was ordered` };
  const what = `version ${version} of order ${orderId} was told: ${told.fact}`;
  if (version <= order.version)
    return { left: `${what}; here it has become ${order.status} in version ${order.version}` };
  const decision = decide(order, told);
  return decision.order.version === version
    ? decision
    : { left: `${what}; that does not follow from ${order.status} in version ${order.version}` };
}

/** What its owner called it is told to nobody. */
function placeAgain({ orderId, userId, lines, expiresAt, at }: OrderTerms & { at: Date }): Decision {
  return place({ id: orderId, userId, by: userId, lines, createdAt: at, expiresAt });
}

function decide(order: Order, told: Exclude<Told, { fact: 'placed' }>): Decision {
  switch (told.fact) {
    case 'paid': {
      const decision = settle(order, { ...told, userId: order.userId });
      return decision.order.status === 'paid' ? decision : unchanged(order);
    }
    case 'payment rejected':
      return sendBack(order, told, told.reason);
    case 'status changed':
      return advance(order, told.newStatus, undefined);
    case 'cancelled':
      return ['pending', 'paid', 'processing'].includes(order.status)
        ? end(order, told.reason, undefined, told.paymentId)
        : unchanged(order);
  }
}
