// Orders as payments sees them: its own projection first, orders-svc where that does not know enough.

import { currency, firstIdAt, Money, type OrderId, orderId, userId } from '@paidonce/shared/contracts';
import type { CallOptions, ServiceClient } from '@paidonce/shared/http';
import { z } from 'zod';
import type { OrderProjection } from '../../database/order-projection.ts';
import type { PayableOrder } from '../../domain/payment.ts';

const orderAnswer = z.object({
  id: orderId,
  user_id: userId,
  total: z.string(),
  currency,
  confirmed: z.boolean(),
  status: z.string(),
});

/** So long after an order was made its event may be on its way. */
const youngMilliseconds = 1_000;
/** Waiting for it costs next to nothing; asking is a request, a line in the log and a statement at orders-svc. */
const patienceMilliseconds = 100;

export class Orders {
  readonly #projection: OrderProjection;
  readonly #ordersService: ServiceClient;

  constructor(projection: OrderProjection, ordersService: ServiceClient) {
    this.#projection = projection;
    this.#ordersService = ordersService;
  }

  /**
   * Events take a moment, and somebody who pays right after ordering should not notice. A young order that is not known yet is
   * waited for, and whatever is still not known then is asked for with the caller's token: orders-svc shows it to nobody but
   * its owner.
   * @throws Unavailable when orders-svc has to be asked and does not answer
   */
  async find(id: OrderId, asked: CallOptions): Promise<PayableOrder | undefined> {
    const known = await this.#projection.findSoon(id, isYoung(id) ? patienceMilliseconds : 0);
    if (known) return known;
    const order = await this.#ordersService.get(`/orders/${id}`, orderAnswer, asked);
    const amount = order && Money.parse(order.total, order.currency);
    return (
      amount && {
        id: order.id,
        userId: order.user_id,
        amount,
        confirmed: order.confirmed,
        cancelled: order.status === 'cancelled',
      }
    );
  }
}

/** By the time in its id, as far as clocks agree. */
function isYoung(id: OrderId): boolean {
  const now = Date.now();
  return firstIdAt(now - youngMilliseconds) < id && id < firstIdAt(now + youngMilliseconds);
}
