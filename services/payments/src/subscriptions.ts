// The whole of what payments listens to.

import { orderConfirmed, orderPaymentRejected } from '@paidonce/shared/contracts';
import { on, type Projections, type Subscription } from '@paidonce/shared/inbox';
import type { OrderProjection } from './database/order-projection.ts';
import type { PaymentRepository } from './database/payment-repository.ts';
import type { PaymentsSchema } from './database/schema.ts';
import { followOrders } from './features/follow-orders/follow-orders.ts';
import { refundPayments } from './features/refund-payment/refund-payment.ts';

export type SubscriptionsDependencies = { payments: PaymentRepository; orders: OrderProjection };

/** What is known of others, by its table: it can be filled again from the streams. */
export const projections = ({ orders }: Pick<SubscriptionsDependencies, 'orders'>) =>
  ({ orders: [on(orderConfirmed, followOrders(orders))] }) satisfies Projections<PaymentsSchema>;

export const subscriptions = ({ payments, orders }: SubscriptionsDependencies): Subscription<PaymentsSchema>[] => [
  ...projections({ orders }).orders,
  on(orderPaymentRejected, refundPayments(payments)),
];
