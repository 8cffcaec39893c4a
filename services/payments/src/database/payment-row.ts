// A payment as a row of its table.

import { Money } from '@paidonce/shared/contracts';
import type { Payment } from '../domain/payment.ts';
import type { PaymentsTable } from './schema.ts';

export const columns = [
  'id',
  'order_id',
  'user_id',
  'version',
  'status',
  'amount_minor',
  'currency',
  'created_at',
  'method',
  'reason',
] as const;

export type PaymentRow = Pick<PaymentsTable, (typeof columns)[number]>;

export function paymentOf(row: PaymentRow): Payment {
  return {
    id: row.id,
    orderId: row.order_id,
    userId: row.user_id,
    version: row.version,
    status: row.status,
    amount: new Money(row.amount_minor, row.currency),
    method: row.method ?? undefined,
    reason: row.reason ?? undefined,
    createdAt: row.created_at,
  };
}

/** The row as a JSON object, for statements that read their rows from one JSON parameter. */
export function rowOf(payment: Payment): PaymentRow {
  return {
    id: payment.id,
    order_id: payment.orderId,
    user_id: payment.userId,
    version: payment.version,
    status: payment.status,
    amount_minor: payment.amount.minor,
    currency: payment.amount.currency,
    created_at: payment.createdAt,
    method: payment.method ?? null,
    reason: payment.reason ?? null,
  };
}
