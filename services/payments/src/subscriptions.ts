// The whole of what payments listens to.

import { orderCancelled, orderConfirmed, orderPaymentRejected } from '@paidonce/shared/contracts';
import { on, type Projections, type Subscription } from '@paidonce/shared/inbox';
import type { OrderProjection } from './database/order-projection.ts';
import type { PaymentsSchema } from './database/schema.ts';
import type { SlotRepository } from './database/slot-repository.ts';
import { followCancelled } from './features/follow-orders/follow-cancelled.ts';
import { followOrders } from './features/follow-orders/follow-orders.ts';
import { type RefundPayments, refundRejected } from './features/refund-payment/refund-payment.ts';

export type SubscriptionsDependencies = { orders: OrderProjection; slots: SlotRepository; refund: RefundPayments };

/** What is known of others, by its table: it can be filled again from the streams. */
export const projections = ({ orders }: Pick<SubscriptionsDependencies, 'orders'>) =>
  ({ orders: [on(orderConfirmed, followOrders(orders))] }) satisfies Projections<PaymentsSchema>;

export const subscriptions = ({ orders, slots, refund }: SubscriptionsDependencies): Subscription<PaymentsSchema>[] => [
  ...projections({ orders }).orders,
  on(orderCancelled, followCancelled({ slots, refund })),
  on(orderPaymentRejected, refundRejected(refund)),
];
