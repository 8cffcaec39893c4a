// An order, and what a rule decides about it. The rules stand beside this: place, settle, cancel, advance.

import type {
  CancelReason,
  Fact,
  FulfilmentStatus,
  Money,
  OrderId,
  OrderLine,
  PaymentId,
  UserId,
} from '@paidonce/shared/contracts';

/** The way of an order: `pending`, `paid`, then with its parcel; `cancelled` until that is shipped. */
export const orderStatuses = [
  'pending',
  'paid',
  'processing',
  'shipped',
  'delivered',
  'cancelled',
] as const satisfies readonly ('pending' | 'paid' | 'cancelled' | FulfilmentStatus)[];
export type OrderStatus = (typeof orderStatuses)[number];

/**
 * Somebody wants a pending order cancelled; nobody in particular when its time ran out. It is written down before payments is asked,
 * so that what a crash interrupts is finished.
 */
export type Wish = { reason: Exclude<CancelReason, 'out_of_stock'>; by: UserId | undefined };

export type Order = {
  id: OrderId;
  userId: UserId;
  /** What its owner calls it: another name for it, for them alone. */
  reference: string | undefined;
  /** Counts the changes of the order: 1, 2, 3 … */
  version: number;
  status: OrderStatus;
  /** It can be paid. */
  confirmed: boolean;
  lines: OrderLine[];
  amount: Money;
  /** The payment that made it paid; it stays when the paid order is cancelled. */
  paymentId: PaymentId | undefined;
  /** Payments that it could not take. */
  sentBack: readonly PaymentId[];
  /** Of a pending order alone. */
  wish: Wish | undefined;
  /** Of a cancelled order alone. */
  cancelReason: CancelReason | undefined;
  createdAt: Date;
  /** Past this time it is going to be cancelled. It can be paid until payments has closed it. */
  expiresAt: Date;
};

/** One line of the order's timeline. */
export type TimelineEntry = {
  version: number;
  type: 'created' | 'confirmed' | 'paid' | 'payment_rejected' | 'status_changed' | 'cancelled';
  description: string;
  oldValue: OrderStatus | undefined;
  newValue: OrderStatus | undefined;
  /** Who did it; undefined when nobody did, such as when time runs out. */
  by: UserId | undefined;
};

/** What a rule decides: the order as it is from now on, with what is to be written down and what the others are told. */
export type Decision = { order: Order; timeline: TimelineEntry[]; facts: Fact[] };

/** The decision that nothing is to be done. */
export function unchanged(order: Order): Decision {
  return { order, timeline: [], facts: [] };
}
