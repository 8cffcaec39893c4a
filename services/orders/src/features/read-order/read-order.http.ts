// Somebody looks at an order: its owner, or an administrator. To others it does not exist.

import type { OrderId } from '@paidonce/shared/contracts';
import { NotFound } from '@paidonce/shared/errors';
import { type Caller, ok, ownerSeenBy, type RouteRequest } from '@paidonce/shared/http';
import type { OrderRepository } from '../../database/order-repository.ts';
import { orderAnswer } from '../order-answer.ts';

export const readOrder =
  (orders: OrderRepository) =>
  async ({ params, caller }: RouteRequest<{ id: OrderId }, undefined, undefined, Caller>) => {
    const order = await orders.find(params.id, ownerSeenBy(caller));
    if (!order) throw new NotFound('There is no such order');
    return ok(orderAnswer.of(order));
  };
