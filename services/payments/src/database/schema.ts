// The tables of payments, as Kysely sees them.

import type { Currency, OrderId, PaymentId, UserId } from '@paidonce/shared/contracts';
import type { Trace } from '@paidonce/shared/observability';
import type { PaymentStatus } from '../domain/payment.ts';

export type PaymentsTable = {
  id: PaymentId;
  order_id: OrderId;
  user_id: UserId;
  version: number;
  status: PaymentStatus;
  amount_minor: number;
  currency: Currency;
  created_at: Date;
  method: string | null;
  reason: string | null;
  /** How often the provider was asked in vain, since when it is undecided. */
  tries: number;
  /** When the provider is to be asked (again). Null when nothing is undecided. */
  next_try_at: Date | null;
  /** Since when the money has had to go back. Null when it never had to. */
  refund_due_at: Date | null;
  /** Of the request or event that waits for the provider. Null when nothing does. */
  trace: Trace | null;
};

/** One row per order that was paid or must never be: the payment that holds the slot, or null for closed. */
export type SlotsTable = { order_id: OrderId; payment_id: PaymentId | null };

/** Orders as far as payments needs to know them: a projection of orders' events. */
export type OrdersTable = {
  order_id: OrderId;
  version: number;
  user_id: UserId;
  amount_minor: number;
  currency: Currency;
};

export type PaymentsSchema = { payments: PaymentsTable; slots: SlotsTable; orders: OrdersTable };
