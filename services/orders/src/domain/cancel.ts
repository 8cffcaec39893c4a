// The end of an order that nobody is going to pay, or that was paid and is undone.

import {
  type CancelReason,
  type Closing,
  fact,
  orderCancelled,
  type PaymentId,
  type UserId,
} from '@paidonce/shared/contracts';
import { type Decision, type Order, unchanged, type Wish } from './order.ts';

/** What payments said of closing the order. Where it cannot have been paid, nobody needs to ask. */
export type Word = Closing | 'not asked';

/** Somebody wants a pending order cancelled. The first who does is remembered; no other order can be wished away. */
export function wishToCancel(order: Order, wish: Wish): Order {
  return order.status === 'pending' && order.wish === undefined ? { ...order, wish } : order;
}

/**
 * Fulfils the wish. While an order can be paid, only payments knows whether it is being paid right now: then nothing
 * but its word that the order is closed will do. An order that is not confirmed cannot be paid, but must still be as it
 * was read when this is written.
 */
export function cancel(order: Order, word: Word): Decision {
  const { wish } = order;
  if (order.status !== 'pending' || wish === undefined) return unchanged(order);
  const safe = word === 'closed' || (word === 'not asked' && !order.confirmed);
  return safe ? end(order, wish.reason, wish.by, undefined) : unchanged(order);
}

/** An administrator undoes a paid order, as long as it is not shipped: payments sends the money back. */
export function cancelPaid(order: Order, by: UserId): Decision {
  if (order.status !== 'paid' && order.status !== 'processing') return unchanged(order);
  return end(order, 'by_admin', by, order.paymentId);
}

const descriptions: Record<CancelReason, string> = {
  out_of_stock: 'Cancelled: out of stock',
  expired: 'Cancelled: not paid in time',
  by_user: 'Cancelled by its owner',
  by_admin: 'Cancelled by an administrator',
};

/** An order that was on its way to nobody yet is cancelled, for whatever reason. */
export function end(
  order: Order,
  reason: CancelReason,
  by: UserId | undefined,
  paymentId: PaymentId | undefined,
): Decision {
  const version = order.version + 1;
  const { id: orderId, userId } = order;
  const refund = paymentId === undefined ? '' : `; payment ${paymentId} goes back`;
  return {
    // The payment stays with the order: told of it once more, `settle` knows it.
    order: { ...order, version, status: 'cancelled', wish: undefined, cancelReason: reason },
    timeline: [
      {
        version,
        type: 'cancelled',
        description: descriptions[reason] + refund,
        oldValue: order.status,
        newValue: 'cancelled',
        by,
      },
    ],
    facts: [fact(orderCancelled, { orderId, version, userId, reason, paymentId })],
  };
}
