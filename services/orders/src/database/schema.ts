// The tables of orders, as Kysely sees them.

import type { CancelReason, Currency, OrderId, PaymentId, Sku, UserId } from '@paidonce/shared/contracts';
import type { OrderStatus, TimelineEntry, Wish } from '../domain/order.ts';

export type OrderLineColumn = { sku: Sku; quantity: number; unit_price_minor: number };

/** An order as the rules see it. */
export type OrderRow = {
  id: OrderId;
  user_id: UserId;
  reference: string | null;
  version: number;
  status: OrderStatus;
  confirmed: boolean;
  lines: OrderLineColumn[];
  amount_minor: number;
  currency: Currency;
  payment_id: PaymentId | null;
  sent_back: PaymentId[];
  wish_reason: Wish['reason'] | null;
  wished_by: UserId | null;
  cancel_reason: CancelReason | null;
  created_at: Date;
  expires_at: Date;
};

export type OrdersTable = OrderRow & {
  /** Which of its owner's unpaid orders it is, until it is not pending any more. */
  unpaid_slot: number | null;
  /** When the sweeper looks at it (again), if not when its time is over. */
  due_at: Date | null;
};

export type OrderEventsTable = {
  id: string;
  order_id: OrderId;
  version: number;
  type: TimelineEntry['type'];
  description: string;
  old_value: OrderStatus | null;
  new_value: OrderStatus | null;
  user_id: UserId | null;
  created_at: Date;
};

export type CatalogueTable = {
  sku: Sku;
  version: number;
  price_minor: number;
  currency: Currency;
  removed: boolean;
};

export type OrdersSchema = { orders: OrdersTable; order_events: OrderEventsTable; catalogue: CatalogueTable };
