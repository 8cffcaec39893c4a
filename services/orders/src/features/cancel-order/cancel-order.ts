// Fulfils the wish to cancel a pending order: closed at payments first, so that nobody pays what is cancelled, nor cancels what is paid.

import { Unavailable } from '@paidonce/shared/errors';
import type { Asked } from '@paidonce/shared/http';
import { faultPoint } from '@paidonce/shared/lifecycle';
import type { OrderRepository } from '../../database/order-repository.ts';
import { cancel, type Word } from '../../domain/cancel.ts';
import type { Order } from '../../domain/order.ts';
import type { Payments } from './payments.ts';

export type CancelOrderDependencies = { orders: OrderRepository; payments: Payments };

/** The order as it is now, and what payments said of it. */
export type Outcome = { order: Order; word: Word };

const attempts = 5;

/**
 * Tries to cancel an order whose wish is written down. Whoever comes in between (a payment, another wish, a replica that does the same) is
 * seen by the version, and the rules look again. That an order is closed stays true, so payments is asked once.
 * @throws Unavailable when payments does not answer, or the order does not hold still
 */
export const cancelOrder =
  ({ orders, payments }: CancelOrderDependencies) =>
  async (wished: Order, { trace, deadline }: Asked): Promise<Outcome> => {
    faultPoint('cancel.begun');
    let order = wished;
    let word: Word = 'not asked';
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const mayBePaid = order.status === 'pending' && order.confirmed;
      if (mayBePaid && word !== 'closed') word = await payments.close(order.id, { trace, deadline });
      faultPoint('cancel.closed');
      const decision = cancel(order, word);
      if (decision.order === order) return { order, word };
      if (await orders.change(order, decision, trace)) return { order: decision.order, word };
      order = await orders.get(order.id);
    }
    throw new Unavailable('The order is being changed by others right now');
  };

export type CancelOrder = ReturnType<typeof cancelOrder>;
