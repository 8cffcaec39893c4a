// Between an order and its row.

import { Money } from '@paidonce/shared/contracts';
import type { Order } from '../domain/order.ts';
import type { OrderRow } from './schema.ts';

export const orderColumns = [
  'id',
  'user_id',
  'reference',
  'version',
  'status',
  'confirmed',
  'lines',
  'amount_minor',
  'currency',
  'payment_id',
  'sent_back',
  'wish_reason',
  'wished_by',
  'cancel_reason',
  'created_at',
  'expires_at',
] as const satisfies (keyof OrderRow)[];

export function orderOf(row: OrderRow): Order {
  return {
    id: row.id,
    userId: row.user_id,
    reference: row.reference ?? undefined,
    version: row.version,
    status: row.status,
    confirmed: row.confirmed,
    lines: row.lines.map(({ sku, quantity, unit_price_minor }) => ({
      sku,
      quantity,
      unitPrice: new Money(unit_price_minor, row.currency),
    })),
    amount: new Money(row.amount_minor, row.currency),
    paymentId: row.payment_id ?? undefined,
    sentBack: row.sent_back,
    wish:
      row.status === 'pending' && row.wish_reason !== null
        ? { reason: row.wish_reason, by: row.wished_by ?? undefined }
        : undefined,
    cancelReason: row.cancel_reason ?? undefined,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}

/** The row as a JSON object, for statements that read their rows from one JSON parameter. */
export function rowOf(order: Order): OrderRow {
  return {
    id: order.id,
    user_id: order.userId,
    reference: order.reference ?? null,
    version: order.version,
    status: order.status,
    confirmed: order.confirmed,
    lines: order.lines.map(({ sku, quantity, unitPrice }) => ({ sku, quantity, unit_price_minor: unitPrice.minor })),
    amount_minor: order.amount.minor,
    currency: order.amount.currency,
    payment_id: order.paymentId ?? null,
    sent_back: [...order.sentBack],
    wish_reason: order.wish?.reason ?? null,
    wished_by: order.wish?.by ?? null,
    cancel_reason: order.cancelReason ?? null,
    created_at: order.createdAt,
    expires_at: order.expiresAt,
  };
}
