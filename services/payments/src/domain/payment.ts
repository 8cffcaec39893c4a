// A payment and the rules of its life. Pure: no I/O, no clock.

import {
  type Fact,
  fact,
  type Money,
  type OrderId,
  type PaymentId,
  paymentCompleted,
  paymentRefunded,
  type UserId,
} from '@paidonce/shared/contracts';
import { InvalidAmount } from './invalid-amount.ts';
import { OrderNotConfirmed } from './order-not-confirmed.ts';
import { UnknownOrder } from './unknown-order.ts';

export type PaymentStatus = 'paid' | 'refunded';

export type Payment = {
  id: PaymentId;
  orderId: OrderId;
  userId: UserId;
  /** Counts the changes of the payment: 1, 2, 3 … */
  version: number;
  status: PaymentStatus;
  amount: Money;
  createdAt: Date;
};

/** What payments needs to know of an order before it takes money for it. */
export type PayableOrder = { id: OrderId; userId: UserId; amount: Money; confirmed: boolean };

/** What a rule decides: the payment as it is from now on, and what the others are told. */
export type Decision = { payment: Payment; facts: Fact[] };

export type Attempt = { id: PaymentId; payer: UserId; amount: Money; at: Date };

/**
 * Decides whether this payer may pay this order with this amount. That it has not been paid before is not decided here:
 * only the database's unique slot can say that of payments that run at the same time.
 * @throws UnknownOrder, OrderNotConfirmed, InvalidAmount
 */
export function pay(order: PayableOrder | undefined, { id, payer, amount, at }: Attempt): Decision {
  if (!order || order.userId !== payer) throw new UnknownOrder();
  if (!order.confirmed) throw new OrderNotConfirmed();
  if (!amount.equals(order.amount)) throw new InvalidAmount(order.amount);
  const payment: Payment = { id, orderId: order.id, userId: payer, version: 1, status: 'paid', amount, createdAt: at };
  return { payment, facts: [fact(paymentCompleted, wordsOf(payment))] };
}

/** Sends the money back, once: a payment that was refunded stays refunded, however often it is asked for. */
export function refund(payment: Payment, reason: string): Decision {
  if (payment.status === 'refunded') return { payment, facts: [] };
  const refunded: Payment = { ...payment, version: payment.version + 1, status: 'refunded' };
  return { payment: refunded, facts: [fact(paymentRefunded, { ...wordsOf(refunded), reason })] };
}

function wordsOf({ id, version, orderId, userId, amount }: Payment) {
  return { paymentId: id, version, orderId, userId, amount };
}
