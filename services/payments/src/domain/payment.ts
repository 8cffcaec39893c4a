/** A payment and the rules of its life. Pure: no I/O, no clock. */
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
import { BadRequest, Conflict, Forbidden, NotFound } from '@paidonce/shared/errors';

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

/** Somebody has paid this order before. The first seed's clients wait for exactly this detail. */
export class AlreadyPaid extends Forbidden {
  constructor() {
    super('Already Paid', { type: 'already-paid' });
  }
}

/** The order is somebody else's, or nobody's: which of the two is not told. */
export class UnknownOrder extends NotFound {
  constructor() {
    super('There is no such order', { type: 'unknown-order' });
  }
}

export type Attempt = { id: PaymentId; payer: UserId; amount: Money; at: Date };

/**
 * Decides whether this payer may pay this order with this amount. That it has not been paid before is not decided here:
 * only the database's unique slot can say that of payments that run at the same time.
 * @throws UnknownOrder, Conflict `order-not-confirmed`, BadRequest `invalid-amount`
 */
export function pay(order: PayableOrder | undefined, { id, payer, amount, at }: Attempt): Decision {
  if (!order || order.userId !== payer) throw new UnknownOrder();
  if (!order.confirmed) {
    throw new Conflict('The stock for this order is not confirmed yet. Try again in a moment.', {
      type: 'order-not-confirmed',
      headers: { 'Retry-After': '1' },
    });
  }
  if (!amount.equals(order.amount)) {
    throw new BadRequest(`This order costs ${order.amount}: pay exactly that`, {
      type: 'invalid-amount',
      members: { amount: order.amount.toNumber(), currency: order.amount.currency },
    });
  }
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
