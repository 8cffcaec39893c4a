// Somebody asks for an order to have another status: its owner, or an administrator.

import { Unavailable } from '@paidonce/shared/errors';
import { type Asked, requestBudgetMilliseconds } from '@paidonce/shared/http';
import type { OrderRepository } from '../../database/order-repository.ts';
import { advance } from '../../domain/advance.ts';
import { cancelPaid, wishToCancel } from '../../domain/cancel.ts';
import type { Decision, Order, Wish } from '../../domain/order.ts';
import { OrderAlreadyPaid } from '../../domain/order-already-paid.ts';
import type { Asker, Step } from '../../domain/status-asked.ts';
import type { CancelOrder } from '../cancel-order/cancel-order.ts';

export type ChangeStatusDependencies = { orders: OrderRepository; cancelOrder: CancelOrder };

const attempts = 5;

/**
 * Reads the order, lets the rules say what it takes, and does that; again when the order changed in between.
 * @param read gives the order as it is now
 * @param rule what is asked for: `stepTo`, `stepToRemove`
 * @throws what `read` and `rule` throw
 * @throws OrderAlreadyPaid when payments says so, although the event is still on its way
 * @throws Unavailable when it is not known whether the order is being paid: its wish stays, and is seen to later
 */
export const changeStatus =
  (dependencies: ChangeStatusDependencies) =>
  async (
    read: () => Promise<Order>,
    rule: (order: Order, asker: Asker) => Step,
    asked: Asked & { asker: Asker },
  ): Promise<Order> => {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const order = await read();
      const changed = await take(rule(order, asked.asker), order, asked, dependencies);
      if (changed) return changed;
    }
    throw new Unavailable('The order is being changed by others right now');
  };

export type ChangeStatus = ReturnType<typeof changeStatus>;

/** @returns undefined when the order is not any more what the step was chosen for */
async function take(
  step: Step,
  order: Order,
  asked: Asked & { asker: Asker },
  { orders, cancelOrder }: ChangeStatusDependencies,
): Promise<Order | undefined> {
  const write = async (decision: Decision) =>
    (await orders.change(order, decision, asked.trace)) ? decision.order : undefined;
  switch (step.kind) {
    case 'none':
      return order;
    case 'advance':
      return write(advance(order, step.to, asked.asker.id));
    case 'cancel-paid':
      return write(cancelPaid(order, asked.asker.id));
    case 'wish': {
      const wished = await keepWish(orders, order, step.wish);
      return wished && fulfil(await cancelOrder(wished, asked));
    }
  }
}

/** A wish that is there already is as good: whose it was does not matter to whoever wants the same. */
async function keepWish(orders: OrderRepository, order: Order, wish: Wish): Promise<Order | undefined> {
  const wished = wishToCancel(order, wish);
  if (wished === order || (await orders.wish(order.id, wish, requestBudgetMilliseconds))) return wished;
  return undefined;
}

function fulfil({ order, word }: Awaited<ReturnType<CancelOrder>>): Order | undefined {
  if (order.status !== 'pending') return order.status === 'cancelled' ? order : undefined;
  if (word === 'paid') throw new OrderAlreadyPaid();
  throw new Unavailable('The order is just being paid. If that fails, it will be cancelled.', { retryAfterSeconds: 2 });
}
