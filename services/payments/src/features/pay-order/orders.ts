// Orders as payments sees them: its own projection first, orders-svc where that does not know enough.

import { currency, Money, type OrderId, orderId, userId } from '@paidonce/shared/contracts';
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

export class Orders {
  readonly #projection: OrderProjection;
  readonly #ordersService: ServiceClient;

  constructor(projection: OrderProjection, ordersService: ServiceClient) {
    this.#projection = projection;
    this.#ordersService = ordersService;
  }

  /**
   * Events take a moment, and somebody who pays right after ordering should not notice. So an order that is not known here is
   * asked for with the caller's token: orders-svc shows it to nobody but its owner.
   * @throws Unavailable when orders-svc has to be asked and does not answer
   */
  async find(id: OrderId, asked: CallOptions): Promise<PayableOrder | undefined> {
    const known = await this.#projection.find(id);
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
