// The beginning of an order.

import {
  fact,
  type OrderId,
  type OrderLine,
  orderConfirmed,
  orderCreated,
  type UserId,
} from '@paidonce/shared/contracts';
import { totalOf } from './basket.ts';
import type { Decision, Order } from './order.ts';

export type Placement = {
  id: OrderId;
  userId: UserId;
  /** Who ordered: the owner, or an administrator for them. */
  by: UserId;
  reference?: string | undefined;
  lines: OrderLine[];
  createdAt: Date;
  expiresAt: Date;
};

/** A new order. It needs no reservation of stock, so it is confirmed as it is created. */
export function place({ id, userId, by, reference, lines, createdAt, expiresAt }: Placement): Decision {
  const amount = totalOf(lines);
  const terms = { orderId: id, userId, lines, amount, expiresAt };
  return {
    order: {
      id,
      userId,
      reference,
      version: 2,
      status: 'pending',
      confirmed: true,
      lines,
      amount,
      paymentId: undefined,
      sentBack: [],
      wish: undefined,
      cancelReason: undefined,
      createdAt,
      expiresAt,
    },
    timeline: [
      {
        version: 1,
        type: 'created',
        description: `Order over ${amount} placed`,
        oldValue: undefined,
        newValue: 'pending',
        by,
      },
      { version: 2, type: 'confirmed', description: 'Order can be paid', oldValue: undefined, newValue: undefined, by },
    ],
    facts: [fact(orderCreated, { ...terms, version: 1 }), fact(orderConfirmed, { ...terms, version: 2 })],
  };
}

/** An order as it was when it was placed, whatever has become of it since. */
export function asPlaced(order: Order): Order {
  return place({ ...order, by: order.userId }).order;
}
