// For tests of the rules: an order over 109.08 in each stage of its life, with what can happen to it.

import {
  Money,
  newId,
  type OrderId,
  type PaymentCompleted,
  type PaymentId,
  sku,
  type UserId,
} from '@paidonce/shared/contracts';
import { advance } from '../domain/advance.ts';
import { cancel, cancelPaid, wishToCancel } from '../domain/cancel.ts';
import type { Order, OrderStatus, Wish } from '../domain/order.ts';
import { place } from '../domain/place.ts';
import { settle } from '../domain/settle.ts';

export const usd = (minor: number) => new Money(minor, 'USD');
export const due = usd(109_08);
export const orderId = newId<OrderId>();
export const owner = newId<UserId>();
export const admin = newId<UserId>();

export const terms = {
  userId: owner,
  lines: [
    { sku: sku.parse('L9ECAV7KIM'), quantity: 1, unitPrice: usd(89_89) },
    { sku: sku.parse('OLJCESPC7Z'), quantity: 1, unitPrice: usd(19_19) },
  ],
  expiresAt: new Date('2026-01-01T00:30:00Z'),
};
export const placed = place({ ...terms, id: orderId, by: owner, createdAt: new Date('2026-01-01T00:00:00Z') });

export const payment = (amount = due): PaymentCompleted => ({
  paymentId: newId<PaymentId>(),
  version: 1,
  orderId,
  userId: owner,
  amount,
});

export const byOwner: Wish = { reason: 'by_user', by: owner };

const pending = placed.order;
const paid = settle(pending, payment()).order;
const processing = advance(paid, 'processing', admin).order;
const shipped = advance(processing, 'shipped', admin).order;

/** One in each status; the cancelled one was never paid. */
export const anOrder: Record<OrderStatus, Order> = {
  pending,
  paid,
  processing,
  shipped,
  delivered: advance(shipped, 'delivered', admin).order,
  cancelled: cancel(wishToCancel(pending, byOwner), 'closed').order,
};

/** Pending, and it cannot be paid (yet). */
export const unconfirmed: Order = { ...pending, confirmed: false };
/** Paid once, and cancelled by an administrator. */
export const undone: Order = cancelPaid(paid, admin).order;
