// Ordering in the two shapes that clients know: a list of product ids, and items with quantities.

import { moneyInput, sku, userId } from '@paidonce/shared/contracts';
import { Forbidden } from '@paidonce/shared/errors';
import { type Caller, created, ok, type RouteRequest } from '@paidonce/shared/http';
import { z } from 'zod';
import { orderAnswer, productIdsOf } from '../order-answer.ts';
import { reference } from '../order-name.ts';
import type { Placed, PlaceOrder } from './place-order.ts';

const mostItems = 100;
const mostPieces = 1_000;

const productIds = z
  .array(sku)
  .min(1, 'must name at least one product')
  .max(mostItems, `must name at most ${mostItems} products`);

export const productIdsBody = z
  .strictObject({ product_ids: productIds })
  .meta({ examples: [{ product_ids: ['L9ECAV7KIM', 'OLJCESPC7Z'] }] });

const itemsOnce = z.strictObject({
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
  /** The client's own name for the order, by which it can be sent again. */
  id: reference.optional(),
  /** As some clients send them beside the items; they say nothing new. */
  product_ids: z.array(sku).max(mostPieces).optional(),
});

export const itemsBody = itemsOnce
  .superRefine(({ items, product_ids = [] }, context) => {
    const named = new Set(items.map((item) => item.sku));
    for (const [index, id] of product_ids.entries())
      if (!named.has(id))
        context.addIssue({ code: 'custom', path: ['product_ids', index], message: 'is not among the items' });
  })
  .meta({
    examples: [
      {
        items: [
          { sku: 'L9ECAV7KIM', quantity: 1, price: '89.89' },
          { sku: 'OLJCESPC7Z', quantity: 2 },
        ],
      },
    ],
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
  async ({ body, caller, ...asked }: Request<typeof productIdsBody>) => {
    const items = body.product_ids.map((sku) => ({ sku, quantity: 1 }));
    const placed = await placeOrder({ basket: { items }, userId: caller.id, by: caller.id }, asked);
    const { id, userId: user_id, status } = placed.order;
    return created(
      {
        order: { id, user_id, product_ids: productIdsOf(placed.order), status },
        amount: placed.order.amount.toNumber(),
      },
      headersOf(placed),
    );
  };

/** `POST /orders {items, total?, user_id?, id?}` */
export const placeOrderByItems =
  (placeOrder: PlaceOrder) =>
  async ({ body, caller, ...asked }: Request<typeof itemsBody>) => {
    const userId = body.user_id ?? caller.id;
    if (userId !== caller.id && caller.role !== 'admin') {
      throw new Forbidden('Only administrators may order for somebody else: leave user_id out');
    }
    const items = body.items.map(({ sku, quantity, price }) => ({ sku, quantity, statedPrice: price }));
    const basket = { items, statedTotal: body.total };
    const placed = await placeOrder({ basket, userId, by: caller.id, reference: body.id }, asked);
    return (placed.wasThere ? ok : created)(orderAnswer.of(placed.order), headersOf(placed));
  };

function headersOf({ order, replayed }: Placed): Record<string, string> {
  return { Location: `/orders/${order.id}`, ...(replayed && { 'Idempotency-Replayed': 'true' }) };
}
