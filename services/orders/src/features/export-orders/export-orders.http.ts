// Orders as a table for spreadsheets: one's own, or everybody's for an administrator.

import { orderId } from '@paidonce/shared/contracts';
import { type Caller, csv, cursor, cutPage, limitUpTo, ownerSeenBy, type RouteRequest } from '@paidonce/shared/http';
import { z } from 'zod';
import type { OrderRepository } from '../../database/order-repository.ts';
import type { Order } from '../../domain/order.ts';

/** As many as can be made into text while others wait. The `Link` header leads on. */
const mostRows = 2_000;

export const exportOrdersQuery = z.strictObject({
  limit: limitUpTo(mostRows, mostRows),
  cursor: cursor(orderId).optional(),
});

const columns = {
  id: (order: Order) => order.id,
  reference: (order: Order) => order.reference,
  user_id: (order: Order) => order.userId,
  status: (order: Order) => order.status,
  items: (order: Order) => order.lines.map(({ sku, quantity }) => `${quantity} x ${sku}`).join('; '),
  total: (order: Order) => order.amount.toDecimal(),
  currency: (order: Order) => order.amount.currency,
  payment_id: (order: Order) => order.paymentId,
  cancel_reason: (order: Order) => order.cancelReason,
  created_at: (order: Order) => order.createdAt.toISOString(),
  expires_at: (order: Order) => order.expiresAt.toISOString(),
};

export const exportOrders =
  (orders: OrderRepository) =>
  async ({ query, caller }: RouteRequest<undefined, z.output<typeof exportOrdersQuery>, undefined, Caller>) => {
    const { limit, cursor: before } = query;
    const found = await orders.list({ owner: ownerSeenBy(caller), before, limit: limit + 1, skip: 0 });
    const { shown, headers } = cutPage(found, { limit, keyOf: (order) => order.id });
    return csv('orders.csv', columns, shown, headers);
  };
