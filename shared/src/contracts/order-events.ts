// What orders publishes on ORDERS.

import { z } from 'zod';
import { eventType, version } from './event-type.ts';
import { type OrderId, orderId, type PaymentId, paymentId, type Sku, sku, type UserId, userId } from './ids.ts';
import { currency, Money, minorUnits } from './money.ts';
import { streams } from './streams.ts';

export type OrderLine = { sku: Sku; quantity: number; unitPrice: Money };

/** What was ordered, at which price, and until when it is to be paid. */
export type OrderTerms = {
  orderId: OrderId;
  version: number;
  userId: UserId;
  lines: OrderLine[];
  amount: Money;
  expiresAt: Date;
};
export type OrderPaid = Omit<OrderTerms, 'expiresAt'> & { paymentId: PaymentId };
/** Why an order was cancelled. */
export const cancelReason = z.enum(['out_of_stock', 'expired', 'by_user', 'by_admin']);
export type CancelReason = z.infer<typeof cancelReason>;
export type OrderCancelled = {
  orderId: OrderId;
  version: number;
  userId: UserId;
  reason: CancelReason;
  /** The payment to send back, of an order that had been paid. */
  paymentId?: PaymentId | undefined;
};
/** How far the parcel of a paid order is. */
export const fulfilmentStatus = z.enum(['processing', 'shipped', 'delivered']);
export type FulfilmentStatus = z.infer<typeof fulfilmentStatus>;
export type OrderStatusChanged = {
  orderId: OrderId;
  version: number;
  userId: UserId;
  oldStatus: 'paid' | FulfilmentStatus;
  newStatus: FulfilmentStatus;
};
export type OrderPaymentRejected = {
  orderId: OrderId;
  version: number;
  userId: UserId;
  paymentId: PaymentId;
  reason: string;
};

const wireLine = z.object({ sku, quantity: z.int().positive(), unit_price_minor: minorUnits });
const wireHead = z.object({ order_id: orderId, version, user_id: userId });
const wireOrder = wireHead.extend({
  items: z.array(wireLine).min(1),
  amount_minor: minorUnits,
  currency,
});
const wireTerms = wireOrder.extend({ expires_at: z.iso.datetime().describe('Until when it is to be paid.') });
const wirePaid = wireOrder.extend({ payment_id: paymentId });

const fromWireHead = (wire: z.infer<typeof wireHead>) => ({
  orderId: wire.order_id,
  version: wire.version,
  userId: wire.user_id,
});
const toWireHead = ({ orderId, version, userId }: { orderId: OrderId; version: number; userId: UserId }) => ({
  order_id: orderId,
  version,
  user_id: userId,
});

const fromWireOrder = (wire: z.infer<typeof wireOrder>) => ({
  ...fromWireHead(wire),
  lines: wire.items.map((item) => ({
    sku: item.sku,
    quantity: item.quantity,
    unitPrice: new Money(item.unit_price_minor, wire.currency),
  })),
  amount: new Money(wire.amount_minor, wire.currency),
});
const toWireOrder = (order: Omit<OrderTerms, 'expiresAt'>) => ({
  ...toWireHead(order),
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

export const orderCreated = eventType(
  streams.ORDERS,
  'order.created',
  'The order exists. Nobody acts on it yet: it is there for whoever will reserve its stock.',
  orderTerms,
  (data) => data.orderId,
);

export const orderConfirmed = eventType(
  streams.ORDERS,
  'order.confirmed',
  'The order can be paid. Carries all of `order.created`, so that it alone fills a projection.',
  orderTerms,
  (data) => data.orderId,
);

export const orderPaid = eventType(
  streams.ORDERS,
  'order.paid',
  "A completed payment made the order paid: once in an order's life.",
  z.codec(wirePaid, z.custom<OrderPaid>(), {
    decode: (wire) => ({ ...fromWireOrder(wire), paymentId: wire.payment_id }),
    encode: (paid) => ({ ...toWireOrder(paid), payment_id: paid.paymentId }),
  }),
  (data) => data.orderId,
);

export const orderCancelled = eventType(
  streams.ORDERS,
  'order.cancelled',
  'The order will never be paid, or was and is undone: then payments sends the payment back.',
  z.codec(
    wireHead.extend({
      reason: cancelReason,
      payment_id: paymentId.optional().describe('The payment to send back, of an order that had been paid.'),
    }),
    z.custom<OrderCancelled>(),
    {
      decode: (wire) => ({ ...fromWireHead(wire), reason: wire.reason, paymentId: wire.payment_id }),
      encode: (cancelled) => ({
        ...toWireHead(cancelled),
        reason: cancelled.reason,
        payment_id: cancelled.paymentId,
      }),
    },
  ),
  (data) => data.orderId,
);

export const orderStatusChanged = eventType(
  streams.ORDERS,
  'order.status_changed',
  'A paid order goes its way to its buyer.',
  z.codec(
    wireHead.extend({ old_status: z.enum(['paid', ...fulfilmentStatus.options]), new_status: fulfilmentStatus }),
    z.custom<OrderStatusChanged>(),
    {
      decode: (wire) => ({ ...fromWireHead(wire), oldStatus: wire.old_status, newStatus: wire.new_status }),
      encode: (changed) => ({
        ...toWireHead(changed),
        old_status: changed.oldStatus,
        new_status: changed.newStatus,
      }),
    },
  ),
  (data) => data.orderId,
);

export const orderPaymentRejected = eventType(
  streams.ORDERS,
  'order.payment_rejected',
  'A completed payment met an order that it cannot pay: payments sends the money back.',
  z.codec(wireHead.extend({ payment_id: paymentId, reason: z.string().max(500) }), z.custom<OrderPaymentRejected>(), {
    decode: (wire) => ({ ...fromWireHead(wire), paymentId: wire.payment_id, reason: wire.reason }),
    encode: (rejected) => ({
      ...toWireHead(rejected),
      payment_id: rejected.paymentId,
      reason: rejected.reason,
    }),
  }),
  (data) => data.orderId,
);
