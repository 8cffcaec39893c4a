// A payment and the rules of its life. Pure: no I/O, no clock.

import {
  type Fact,
  fact,
  type Money,
  type OrderId,
  type PaymentId,
  paymentCompleted,
  paymentFailed,
  paymentRefunded,
  type UserId,
} from '@paidonce/shared/contracts';
import { Conflict } from '@paidonce/shared/errors';
import { InvalidAmount } from './invalid-amount.ts';
import { OrderNotConfirmed } from './order-not-confirmed.ts';
import { OrderNotPayable } from './order-not-payable.ts';
import { UnknownOrder } from './unknown-order.ts';

/**
 *     pending ──▶ paid ──▶ refund_due ──▶ refunded
 *        └──────▶ failed ──────▲
 *
 * `refund_due`: the money has to go back, and the provider has not done it yet.
 */
export type PaymentStatus = 'pending' | 'paid' | 'failed' | 'refund_due' | 'refunded';

export type Payment = {
  id: PaymentId;
  orderId: OrderId;
  userId: UserId;
  /** Counts the changes of the payment: 1, 2, 3 … */
  version: number;
  status: PaymentStatus;
  amount: Money;
  /** By what it is paid: a token that means something to the provider alone. */
  method: string | undefined;
  /** Why it failed, or why the money goes back. */
  reason: string | undefined;
  createdAt: Date;
};

/** What payments needs to know of an order before it takes money for it. */
export type PayableOrder = { id: OrderId; userId: UserId; amount: Money; confirmed: boolean; cancelled: boolean };

/** What a rule decides: the payment as it is from now on, and what the others are told. */
export type Decision = {
  payment: Payment;
  facts: Fact[];
  /** The provider contradicts itself: a person should look at it. */
  alarm?: string;
};

export type Attempt = { id: PaymentId; payer: UserId; amount: Money; method?: string | undefined; at: Date };

/**
 * Decides whether this payer may pay this order with this amount. That nobody else does it is not decided here: only the order's slot,
 * which is unique, can say that of payments that run at the same time.
 * @throws UnknownOrder, OrderNotPayable, OrderNotConfirmed, InvalidAmount
 */
export function begin(order: PayableOrder | undefined, { id, payer, amount, method, at }: Attempt): Payment {
  if (!order || order.userId !== payer) throw new UnknownOrder();
  if (order.cancelled) throw new OrderNotPayable();
  if (!order.confirmed) throw new OrderNotConfirmed();
  if (!amount.equals(order.amount)) throw new InvalidAmount(order.amount);
  const orderId = order.id;
  return {
    id,
    orderId,
    userId: payer,
    version: 1,
    status: 'pending',
    amount,
    method,
    reason: undefined,
    createdAt: at,
  };
}

const takenTooLate = 'the provider took the money after it had refused';

/** The provider has taken the money. After a refusal that is too late: the order may be paid by another payment, so the money goes back. */
export function succeed(payment: Payment): Decision {
  if (payment.status === 'pending') {
    const paid = changed(payment, 'paid', undefined);
    return { payment: paid, facts: [fact(paymentCompleted, wordsOf(paid))] };
  }
  if (payment.status !== 'failed') return unchanged(payment);
  return { ...unchanged(changed(payment, 'refund_due', takenTooLate)), alarm: takenTooLate };
}

/** The provider has refused for good. Once money was taken nothing makes that untrue. */
export function refuse(payment: Payment, reason: string): Decision {
  if (payment.status === 'pending') {
    const failed = changed(payment, 'failed', reason);
    return { payment: failed, facts: [fact(paymentFailed, { ...wordsOf(failed), reason })] };
  }
  if (payment.status === 'failed') return unchanged(payment);
  return { ...unchanged(payment), alarm: 'the provider refused after it had taken the money' };
}

/**
 * Orders wants the money to go back: once, however often it asks.
 * @throws Conflict when no money is known to have been taken: to forget that orders asked would be to keep money that is not ours
 */
export function requestRefund(payment: Payment, reason: string): Decision {
  const { id, status } = payment;
  if (status === 'paid') return unchanged(changed(payment, 'refund_due', reason));
  if (status === 'refund_due' || status === 'refunded') return unchanged(payment);
  throw new Conflict(`payment ${id} is ${status}: there is nothing to refund`);
}

/** The provider has sent the money back. */
export function refunded(payment: Payment): Decision {
  const { status, reason = '' } = payment;
  if (status === 'refunded') return unchanged(payment);
  if (status !== 'refund_due') return { ...unchanged(payment), alarm: 'the provider refunded what nobody asked it to' };
  const done = changed(payment, 'refunded', reason);
  return { payment: done, facts: [fact(paymentRefunded, { ...wordsOf(done), reason })] };
}

/** A payment as its payer was told that it ended, whether or not the money has gone back since. */
export function asDecided(payment: Payment): Payment {
  if (payment.status !== 'refund_due' && payment.status !== 'refunded') return payment;
  return { ...payment, status: payment.reason === takenTooLate ? 'failed' : 'paid' };
}

function changed(payment: Payment, status: PaymentStatus, reason: string | undefined): Payment {
  return { ...payment, version: payment.version + 1, status, reason };
}

function unchanged(payment: Payment): Decision {
  return { payment, facts: [] };
}

function wordsOf({ id, version, orderId, userId, amount }: Payment) {
  return { paymentId: id, version, orderId, userId, amount };
}
