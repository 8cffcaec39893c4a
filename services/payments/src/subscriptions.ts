// The whole of what payments listens to.

import { orderConfirmed, orderPaymentRejected } from '@paidonce/shared/contracts';
import { on, type Subscription } from '@paidonce/shared/inbox';
import type { OrderProjection } from './database/order-projection.ts';
import type { PaymentRepository } from './database/payment-repository.ts';
import type { PaymentsSchema } from './database/schema.ts';
import { followOrders } from './features/follow-orders/follow-orders.ts';
import { refundPayments } from './features/refund-payment/refund-payment.ts';

export type SubscriptionsDependencies = { payments: PaymentRepository; orders: OrderProjection };

export const subscriptions = ({ payments, orders }: SubscriptionsDependencies): Subscription<PaymentsSchema>[] => [
  on(orderConfirmed, followOrders(orders)),
  on(orderPaymentRejected, refundPayments(payments)),
];
