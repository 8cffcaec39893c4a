// Ordering in the two shapes that clients know: a list of product ids, and items with quantities.

import { moneyInput, sku, userId } from '@paidonce/shared/contracts';
import { Forbidden } from '@paidonce/shared/errors';
import { type Caller, created, type RouteRequest } from '@paidonce/shared/http';
import { z } from 'zod';
import { orderAnswer, productIdsOf } from '../order-answer.ts';
import type { PlaceOrder } from './place-order.ts';

const mostItems = 100;
const mostPieces = 1_000;

const productIds = z
  .array(sku)
  .min(1, 'must name at least one product')
  .max(mostItems, `must name at most ${mostItems} products`);

export const productIdsBody = z.strictObject({ product_ids: productIds });

export const itemsBody = z.strictObject({
  items: z
    .array(z.strictObject({ sku, quantity: z.int().min(1).max(mostPieces), price: moneyInput.optional() }))
    .min(1, 'must have at least one item')
    .max(mostItems, `must have at most ${mostItems} items`)
    .refine(
      (items) => items.reduce((sum, { quantity }) => sum + quantity, 0) <= mostPieces,
      `must be at most ${mostPieces} pieces in all`,
    ),
  /** What it should cost in all, if the client wants to be sure. */
  total: moneyInput.optional(),
  /** For whom: administrators may order for somebody else. */
  user_id: userId.optional(),
});

export const createdOrder = z.object({
  order: z.object({
    id: z.string(),
    user_id: z.string(),
    product_ids: z.array(z.string()),
    status: z.string(),
  }),
  amount: z.number(),
});

type Request<Body extends z.ZodType> = RouteRequest<undefined, undefined, z.output<Body>, Caller>;

/** `POST /order/create {product_ids}`: a product named twice is ordered twice. */
export const placeOrderByProductIds =
  (placeOrder: PlaceOrder) =>
  async ({ body, caller, trace, deadline }: Request<typeof productIdsBody>) => {
    const items = body.product_ids.map((sku) => ({ sku, quantity: 1 }));
    const order = await placeOrder({ items }, { userId: caller.id, by: caller.id }, { trace, deadline });
    const { id, userId: user_id, status } = order;
    return created({
      order: { id, user_id, product_ids: productIdsOf(order), status },
      amount: order.amount.toNumber(),
    });
  };

/** `POST /orders {items, total?, user_id?}` */
export const placeOrderByItems =
  (placeOrder: PlaceOrder) =>
  async ({ body, caller, trace, deadline }: Request<typeof itemsBody>) => {
    const userId = body.user_id ?? caller.id;
    if (userId !== caller.id && caller.role !== 'admin') {
      throw new Forbidden('Only administrators may order for somebody else: leave user_id out');
    }
    const items = body.items.map(({ sku, quantity, price }) => ({ sku, quantity, statedPrice: price }));
    const order = await placeOrder({ items, statedTotal: body.total }, { userId, by: caller.id }, { trace, deadline });
    return created(orderAnswer.of(order), { Location: `/orders/${order.id}` });
  };
