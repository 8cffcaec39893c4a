// What orders publishes on ORDERS.

import { z } from 'zod';
import { eventType } from './event-type.ts';
import { type OrderId, orderId, type PaymentId, paymentId, type Sku, sku, type UserId, userId } from './ids.ts';
import { currency, Money, minorUnits } from './money.ts';
import { streams } from './streams.ts';

export type OrderLine = { sku: Sku; quantity: number; unitPrice: Money };

/** What was ordered, at which price, and until when it is meant to be paid; nothing enforces that yet. */
export type OrderTerms = {
  orderId: OrderId;
  version: number;
  userId: UserId;
  lines: OrderLine[];
  amount: Money;
  expiresAt: Date;
};
export type OrderPaid = Omit<OrderTerms, 'expiresAt'> & { paymentId: PaymentId };
export type OrderPaymentRejected = {
  orderId: OrderId;
  version: number;
  userId: UserId;
  paymentId: PaymentId;
  reason: string;
};

const wireLine = z.object({ sku, quantity: z.int().positive(), unit_price_minor: minorUnits });
const wireOrder = z.object({
  order_id: orderId,
  version: z.int().positive(),
  user_id: userId,
  items: z.array(wireLine).min(1),
  amount_minor: minorUnits,
  currency,
});
const wireTerms = wireOrder.extend({ expires_at: z.iso.datetime() });
const wirePaid = wireOrder.extend({ payment_id: paymentId });

const fromWireOrder = (wire: z.infer<typeof wireOrder>) => ({
  orderId: wire.order_id,
  version: wire.version,
  userId: wire.user_id,
  lines: wire.items.map((item) => ({
    sku: item.sku,
    quantity: item.quantity,
    unitPrice: new Money(item.unit_price_minor, wire.currency),
  })),
  amount: new Money(wire.amount_minor, wire.currency),
});
const toWireOrder = (order: Omit<OrderTerms, 'expiresAt'>) => ({
  order_id: order.orderId,
  version: order.version,
  user_id: order.userId,
  items: order.lines.map((line) => ({
    sku: line.sku,
    quantity: line.quantity,
    unit_price_minor: line.unitPrice.minor,
  })),
  amount_minor: order.amount.minor,
  currency: order.amount.currency,
});

const orderTerms = z.codec(wireTerms, z.custom<OrderTerms>(), {
  decode: (wire) => ({ ...fromWireOrder(wire), expiresAt: new Date(wire.expires_at) }),
  encode: (terms) => ({ ...toWireOrder(terms), expires_at: terms.expiresAt.toISOString() }),
});

/** The order exists. Nobody acts on it yet: it is there for whoever will reserve its stock. */
export const orderCreated = eventType(streams.ORDERS, 'order.created', orderTerms, (data) => data.orderId);

/** The order can be paid. Carries all of `order.created`, so that it alone fills a projection. */
export const orderConfirmed = eventType(streams.ORDERS, 'order.confirmed', orderTerms, (data) => data.orderId);

/** A completed payment made the order paid: once in an order's life. */
export const orderPaid = eventType(
  streams.ORDERS,
  'order.paid',
  z.codec(wirePaid, z.custom<OrderPaid>(), {
    decode: (wire) => ({ ...fromWireOrder(wire), paymentId: wire.payment_id }),
    encode: (paid) => ({ ...toWireOrder(paid), payment_id: paid.paymentId }),
  }),
  (data) => data.orderId,
);

/** A completed payment met an order that it cannot pay: payments sends the money back. */
export const orderPaymentRejected = eventType(
  streams.ORDERS,
  'order.payment_rejected',
  z.codec(
    z.object({
      order_id: orderId,
      version: z.int().positive(),
      user_id: userId,
      payment_id: paymentId,
      reason: z.string().max(500),
    }),
    z.custom<OrderPaymentRejected>(),
    {
      decode: ({ version, reason, ...wire }) => ({
        orderId: wire.order_id,
        version,
        userId: wire.user_id,
        paymentId: wire.payment_id,
        reason,
      }),
      encode: ({ version, reason, ...data }) => ({
        order_id: data.orderId,
        version,
        user_id: data.userId,
        payment_id: data.paymentId,
        reason,
      }),
    },
  ),
  (data) => data.orderId,
);
