import { describe, expect, it } from '@jest/globals';
import { Money, newId, type OrderId, type PaymentId, type UserId } from '@paidonce/shared/contracts';
import { begin, type Payment, type PaymentStatus } from './payment.ts';
import { close, type Slot, slotAfter, take } from './slot.ts';

const userId = newId<UserId>();
const amount = new Money(109_08, 'USD');
const order = { id: newId<OrderId>(), userId, amount, confirmed: true, cancelled: false };
const payment = begin(order, { id: newId<PaymentId>(), payer: userId, amount, at: new Date() });
const being = (status: PaymentStatus): Payment => ({ ...payment, status });
const other = newId<PaymentId>();

describe('the slot of an order', () => {
  it.each<[string, Slot, Slot | undefined]>([
    ['when it is free', 'free', payment.id],
    ['not when it is closed', 'closed', undefined],
    ['not when another payment holds it', other, undefined],
    ['not twice', payment.id, undefined],
  ])('is taken by a payment %s', (_, slot, taken) => {
    expect(take(slot, payment)).toBe(taken);
  });

  it.each<[PaymentStatus, Slot]>([
    ['pending', payment.id],
    ['paid', payment.id],
    ['failed', 'free'],
    ['refund_due', 'closed'],
    ['refunded', 'closed'],
  ])('of a payment that is %s now', (status, after) => {
    expect(slotAfter(payment.id, being(status))).toBe(after);
    for (const slot of [other, 'free', 'closed'] as const) expect(slotAfter(slot, being(status))).toBe(slot);
  });

  it.each<[Slot, Payment | undefined, Slot, string]>([
    ['free', undefined, 'closed', 'closed'],
    ['closed', undefined, 'closed', 'closed'],
    [payment.id, being('pending'), payment.id, 'in_progress'],
    [payment.id, being('paid'), payment.id, 'paid'],
  ])('that is %s, is asked to close', (slot, holder, after, outcome) => {
    expect(close(slot, holder)).toEqual({ slot: after, outcome });
  });
});
