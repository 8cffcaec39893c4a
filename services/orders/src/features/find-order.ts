// The order that a path names, for whoever may see it. To everybody else it does not exist.

import type { OrderId } from '@paidonce/shared/contracts';
import { NotFound } from '@paidonce/shared/errors';
import { type Caller, ownerSeenBy } from '@paidonce/shared/http';
import type { OrderRepository } from '../database/order-repository.ts';
import type { Order } from '../domain/order.ts';

/** @throws NotFound */
export async function findOrder(orders: OrderRepository, id: OrderId, caller: Caller): Promise<Order> {
  const order = await orders.find(id, ownerSeenBy(caller));
  if (!order) throw new NotFound('There is no such order');
  return order;
}
