// For tests: what orders tells of an order.

import {
  type Fact,
  fact,
  Money,
  type OrderId,
  orderCancelled,
  orderConfirmed,
  orderPaymentRejected,
  type PaymentId,
  sku,
  type UserId,
} from '@paidonce/shared/contracts';

type Terms = { orderId: OrderId; userId: UserId; version?: number; amount?: Money };

/** The order can be paid, with 109.08 if nothing else is said. */
export function confirmed({ orderId, userId, version = 2, amount = new Money(109_08, 'USD') }: Terms): Fact {
  const lines = [{ sku: sku.parse('SKU-001'), quantity: 1, unitPrice: amount }];
  return fact(orderConfirmed, { orderId, version, userId, lines, amount, expiresAt: new Date('2100-01-01') });
}

export function paymentRejected(orderId: OrderId, paymentId: PaymentId, userId: UserId): Fact {
  const reason = 'the order is paid already';
  return fact(orderPaymentRejected, { orderId, version: 4, userId, paymentId, reason });
}

/** An administrator cancelled it; with a payment it had been paid. */
export function cancelled(orderId: OrderId, userId: UserId, paymentId?: PaymentId): Fact {
  return fact(orderCancelled, { orderId, version: 4, userId, reason: 'by_admin', paymentId });
}
