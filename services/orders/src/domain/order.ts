// An order and the rules of its life. Pure: no I/O, no clock.

import {
  type Fact,
  fact,
  type Money,
  type OrderId,
  type OrderLine,
  orderConfirmed,
  orderCreated,
  orderPaid,
  orderPaymentRejected,
  type PaymentCompleted,
  type PaymentId,
  type UserId,
} from '@paidonce/shared/contracts';
import { totalOf } from './basket.ts';

export type OrderStatus = 'pending' | 'paid';

export type Order = {
  id: OrderId;
  userId: UserId;
  /** Counts the changes of the order: 1, 2, 3 … */
  version: number;
  status: OrderStatus;
  /** It can be paid. */
  confirmed: boolean;
  lines: OrderLine[];
  amount: Money;
  paymentId: PaymentId | undefined;
  createdAt: Date;
  /** It is meant to be paid by then; nothing enforces it yet. */
  expiresAt: Date;
};

/** One line of the order's timeline. */
export type TimelineEntry = {
  version: number;
  type: 'created' | 'confirmed' | 'paid' | 'payment_rejected';
  description: string;
  oldValue: string | undefined;
  newValue: string | undefined;
};

/** What a rule decides: the order as it is from now on, with what is to be written down and what the others are told. */
export type Decision = { order: Order; timeline: TimelineEntry[]; facts: Fact[] };

export type NewOrder = { id: OrderId; userId: UserId; lines: OrderLine[]; createdAt: Date; expiresAt: Date };

/** A new order. It needs no reservation of stock, so it is confirmed as it is created. */
export function place({ id, userId, lines, createdAt, expiresAt }: NewOrder): Decision {
  const amount = totalOf(lines);
  const terms = { orderId: id, userId, lines, amount, expiresAt };
  return {
    order: {
      id,
      userId,
      version: 2,
      status: 'pending',
      confirmed: true,
      lines,
      amount,
      paymentId: undefined,
      createdAt,
      expiresAt,
    },
    timeline: [
      {
        version: 1,
        type: 'created',
        description: `Order over ${amount} placed`,
        oldValue: undefined,
        newValue: 'pending',
      },
      { version: 2, type: 'confirmed', description: 'Order can be paid', oldValue: undefined, newValue: undefined },
    ],
    facts: [fact(orderCreated, { ...terms, version: 1 }), fact(orderConfirmed, { ...terms, version: 2 })],
  };
}

/**
 * A completed payment makes its order paid. One that the order cannot take is sent back: orders decides about orders,
 * but the money is there, so somebody has to return it.
 */
export function settle(order: Order, payment: PaymentCompleted): Decision {
  if (order.paymentId === payment.paymentId) return unchanged(order); // told twice
  if (order.status !== 'pending') return rejectPayment(order, payment, `the order is ${order.status} already`);
  if (!payment.amount.equals(order.amount))
    return rejectPayment(order, payment, `${payment.amount} paid, ${order.amount} due`);
  const version = order.version + 1;
  const { id: orderId, userId, lines, amount } = order;
  return {
    order: { ...order, version, status: 'paid', paymentId: payment.paymentId },
    timeline: [
      {
        version,
        type: 'paid',
        description: `Paid by payment ${payment.paymentId}`,
        oldValue: 'pending',
        newValue: 'paid',
      },
    ],
    facts: [fact(orderPaid, { orderId, version, userId, lines, amount, paymentId: payment.paymentId })],
  };
}

function rejectPayment(order: Order, { paymentId }: PaymentCompleted, reason: string): Decision {
  const version = order.version + 1;
  return {
    order: { ...order, version },
    timeline: [
      {
        version,
        type: 'payment_rejected',
        description: `Payment ${paymentId} sent back: ${reason}`,
        oldValue: undefined,
        newValue: undefined,
      },
    ],
    facts: [fact(orderPaymentRejected, { orderId: order.id, version, userId: order.userId, paymentId, reason })],
  };
}

function unchanged(order: Order): Decision {
  return { order, timeline: [], facts: [] };
}
