// Keeps in step with orders: which there are, whose they are, and what they cost.

import type { OrderTerms } from '@paidonce/shared/contracts';
import type { Handler } from '@paidonce/shared/inbox';
import type { OrderProjection } from '../../database/order-projection.ts';
import type { PaymentsSchema } from '../../database/schema.ts';

export const followOrders =
  (orders: OrderProjection): Handler<OrderTerms, PaymentsSchema> =>
  async (confirmed, transaction) => {
    await orders.follow(
      transaction,
      confirmed.map((event) => event.data),
    );
  };
