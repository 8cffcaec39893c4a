// Completed payments make their orders paid; a payment that its order cannot take is sent back to be refunded.

import type { PaymentCompleted } from '@paidonce/shared/contracts';
import type { Handler } from '@paidonce/shared/inbox';
import type { OrderRepository } from '../../database/order-repository.ts';
import type { OrdersSchema } from '../../database/schema.ts';
import { settle } from '../../domain/settle.ts';

/** Load many, decide, save many: one payment is a batch of one. */
export const settleOrders =
  (orders: OrderRepository): Handler<PaymentCompleted, OrdersSchema> =>
  async (payments, transaction) => {
    const batch = await orders.lock(
      transaction,
      payments.map((payment) => payment.data.orderId),
    );
    for (const { data, trace } of payments) batch.decide(data.orderId, (order) => settle(order, data), trace);
    await orders.save(transaction, batch);
  };
