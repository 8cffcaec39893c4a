// An order as clients see it.

import { z } from 'zod';
import type { Order } from '../domain/order.ts';

const schema = z
  .object({
    id: z.string(),
    reference: z.string().nullable(),
    version: z.int(),
    user_id: z.string(),
    items: z.array(z.object({ sku: z.string(), quantity: z.int(), price: z.string() })),
    product_ids: z.array(z.string()),
    total: z.string(),
    amount: z.number(),
    currency: z.string(),
    status: z.string(),
    confirmed: z.boolean(),
    payment_id: z.string().nullable(),
    cancel_reason: z.string().nullable(),
    created_at: z.string(),
    expires_at: z.string(),
  })
  .meta({ id: 'Order' });

export const orderAnswer = {
  schema,
  of: (order: Order): z.infer<typeof schema> => ({
    id: order.id,
    reference: order.reference ?? null,
    version: order.version,
    user_id: order.userId,
    items: order.lines.map(({ sku, quantity, unitPrice }) => ({ sku, quantity, price: unitPrice.toDecimal() })),
    product_ids: productIdsOf(order),
    total: order.amount.toDecimal(),
    amount: order.amount.toNumber(),
    currency: order.amount.currency,
    status: order.status,
    confirmed: order.confirmed,
    payment_id: order.paymentId ?? null,
    cancel_reason: order.cancelReason ?? null,
    created_at: order.createdAt.toISOString(),
    expires_at: order.expiresAt.toISOString(),
  }),
};

/** The flat list of the other shape: a product as often as it was ordered. */
export function productIdsOf(order: Order): string[] {
  return order.lines.flatMap(({ sku, quantity }) => Array<string>(quantity).fill(sku));
}
