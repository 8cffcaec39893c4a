// The order that a path names, for whoever may see it. To everybody else it does not exist.

import { NotFound } from '@paidonce/shared/errors';
import { type Caller, ownerSeenBy } from '@paidonce/shared/http';
import type { OrderRepository } from '../database/order-repository.ts';
import type { Order } from '../domain/order.ts';
import type { OrderName } from './order-name.ts';

/**
 * By its id for its owner and for administrators; by its reference for its owner alone, since two owners may have chosen the same.
 * @throws NotFound
 */
export async function findOrder(orders: OrderRepository, name: OrderName, caller: Caller): Promise<Order> {
  const order = await ('id' in name
    ? orders.find(name.id, ownerSeenBy(caller))
    : orders.findByReference(name.reference, caller.id));
  if (!order) throw new NotFound('There is no such order');
  return order;
}
