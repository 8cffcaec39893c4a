// A payment meets its order.

import { fact, orderPaid, orderPaymentRejected, type PaymentCompleted } from '@paidonce/shared/contracts';
import { type Decision, type Order, unchanged } from './order.ts';

/**
 * A completed payment makes its order paid. One that the order cannot take is sent back, once: orders decides about orders,
 * but the money is there, so somebody has to return it.
 */
export function settle(order: Order, payment: PaymentCompleted): Decision {
  const { paymentId } = payment;
  if (order.paymentId === paymentId || order.sentBack.includes(paymentId)) return unchanged(order); // told twice
  if (order.status !== 'pending') return sendBack(order, payment, `the order is ${order.status} already`);
  if (!payment.amount.equals(order.amount))
    return sendBack(order, payment, `${payment.amount} paid, ${order.amount} due`);
  const version = order.version + 1;
  const { id: orderId, userId, lines, amount } = order;
  return {
    // The money was quicker than whoever wanted the order cancelled.
    order: { ...order, version, status: 'paid', paymentId, wish: undefined },
    timeline: [
      {
        version,
        type: 'paid',
        description: `Paid by payment ${paymentId}`,
        oldValue: 'pending',
        newValue: 'paid',
        by: payment.userId,
      },
    ],
    facts: [fact(orderPaid, { orderId, version, userId, lines, amount, paymentId })],
  };
}

/** The order cannot take the payment. */
export function sendBack(
  order: Order,
  { paymentId, userId: by }: Pick<PaymentCompleted, 'paymentId' | 'userId'>,
  reason: string,
): Decision {
  const version = order.version + 1;
  return {
    order: { ...order, version, sentBack: [...order.sentBack, paymentId] },
    timeline: [
      {
        version,
        type: 'payment_rejected',
        description: `Payment ${paymentId} sent back: ${reason}`,
        oldValue: undefined,
        newValue: undefined,
        by,
      },
    ],
    facts: [fact(orderPaymentRejected, { orderId: order.id, version, userId: order.userId, paymentId, reason })],
  };
}
