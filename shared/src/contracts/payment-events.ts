// What payments publishes on PAYMENTS.

import { z } from 'zod';
import { eventType, version } from './event-type.ts';
import { type OrderId, orderId, type PaymentId, paymentId, type UserId, userId } from './ids.ts';
import { currency, Money, minorUnits } from './money.ts';
import { streams } from './streams.ts';

export type PaymentCompleted = {
  paymentId: PaymentId;
  version: number;
  orderId: OrderId;
  userId: UserId;
  amount: Money;
};
/** A payment that did not come to be, or did not last, and why. */
export type PaymentEnded = PaymentCompleted & { reason: string };

const wirePayment = z.object({
  payment_id: paymentId,
  version,
  order_id: orderId,
  user_id: userId,
  amount_minor: minorUnits,
  currency,
});

const fromWire = (wire: z.infer<typeof wirePayment>): PaymentCompleted => ({
  paymentId: wire.payment_id,
  version: wire.version,
  orderId: wire.order_id,
  userId: wire.user_id,
  amount: new Money(wire.amount_minor, wire.currency),
});
const toWire = (payment: PaymentCompleted) => ({
  payment_id: payment.paymentId,
  version: payment.version,
  order_id: payment.orderId,
  user_id: payment.userId,
  amount_minor: payment.amount.minor,
  currency: payment.amount.currency,
});

export const paymentCompleted = eventType(
  streams.PAYMENTS,
  'payment.completed',
  'The money is there. Only this makes an order paid.',
  z.codec(wirePayment, z.custom<PaymentCompleted>(), { decode: fromWire, encode: toWire }),
  (data) => data.paymentId,
);

const paymentEnded = z.codec(wirePayment.extend({ reason: z.string().max(500) }), z.custom<PaymentEnded>(), {
  decode: (wire) => ({ ...fromWire(wire), reason: wire.reason }),
  encode: (ended) => ({ ...toWire(ended), reason: ended.reason }),
});

export const paymentFailed = eventType(
  streams.PAYMENTS,
  'payment.failed',
  'The provider refused for good: no money moved, and the order can be paid by another payment.',
  paymentEnded,
  (data) => data.paymentId,
);

export const paymentRefunded = eventType(
  streams.PAYMENTS,
  'payment.refunded',
  'The money went back to whom it came from: at most once for a payment.',
  paymentEnded,
  (data) => data.paymentId,
);
