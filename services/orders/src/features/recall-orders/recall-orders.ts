// Orders that the database has forgotten, or parts of their lives, come back from what was told of them.

import { isOf, type Recall } from '@paidonce/shared/catch-up';
import {
  orderCancelled,
  orderConfirmed,
  orderCreated,
  orderPaid,
  orderPaymentRejected,
  orderStatusChanged,
} from '@paidonce/shared/contracts';
import type { OrderRepository } from '../../database/order-repository.ts';
import type { OrdersSchema } from '../../database/schema.ts';
import { recall, type Told } from '../../domain/recall.ts';

type OwnEvent = Parameters<Recall<OrdersSchema>['apply']>[0][number];

export const recallOrders = (orders: OrderRepository): Recall<OrdersSchema> => ({
  types: [orderCreated, orderConfirmed, orderPaid, orderPaymentRejected, orderStatusChanged, orderCancelled],
  async apply(events, transaction) {
    const told = events.flatMap((event) => toldBy(event) ?? []);
    const batch = await orders.lock(
      transaction,
      told.map(({ orderId }) => orderId),
    );
    const left = told.flatMap((one) => batch.recall(one.orderId, (order) => recall(order, one)) ?? []);
    await orders.saveRecalled(
      transaction,
      batch,
      told.map(({ orderId, version, at }) => ({ orderId, version, at })),
    );
    return left;
  },
});

/** An order is told of as created and as confirmed in the same words, and is both at once. */
function toldBy(event: OwnEvent): Told | undefined {
  const at = event.time;
  if (isOf(orderCreated, event) || isOf(orderConfirmed, event)) return { fact: 'placed', at, ...event.data };
  if (isOf(orderPaid, event)) return { fact: 'paid', at, ...event.data };
  if (isOf(orderPaymentRejected, event)) return { fact: 'payment rejected', at, ...event.data };
  if (isOf(orderStatusChanged, event)) return { fact: 'status changed', at, ...event.data };
  if (isOf(orderCancelled, event)) return { fact: 'cancelled', at, ...event.data };
  return undefined;
}
