// Orders, newest first: one's own, or everybody's for an administrator.

import { orderId } from '@paidonce/shared/contracts';
import { type Caller, cursor, limit, ownerSeenBy, page, type RouteRequest, skip } from '@paidonce/shared/http';
import { z } from 'zod';
import type { OrderRepository } from '../../database/order-repository.ts';
import { orderAnswer } from '../order-answer.ts';

export const listOrdersQuery = z.strictObject({ limit, skip, cursor: cursor(orderId).optional() });

export const listOrders =
  (orders: OrderRepository) =>
  async ({ query, caller }: RouteRequest<undefined, z.output<typeof listOrdersQuery>, undefined, Caller>) => {
    const { limit, skip, cursor: before } = query;
    const found = await orders.list({ owner: ownerSeenBy(caller), before, limit: limit + 1, skip });
    return page(found, { limit, keyOf: (order) => order.id, show: orderAnswer.of });
  };
