// Somebody looks at an order: its owner, or an administrator. To others it does not exist.

import { type Caller, etagOf, ok, type RouteRequest } from '@paidonce/shared/http';
import type { OrderRepository } from '../../database/order-repository.ts';
import { findOrder } from '../find-order.ts';
import { orderAnswer } from '../order-answer.ts';
import type { OrderName } from '../order-name.ts';

export const readOrder =
  (orders: OrderRepository) =>
  async ({ params, caller }: RouteRequest<{ id: OrderName }, undefined, undefined, Caller>) => {
    const order = await findOrder(orders, params.id, caller);
    return ok(orderAnswer.of(order), { ETag: etagOf(order.version) });
  };
