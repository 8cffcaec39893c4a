import { describe, expect, it } from '@jest/globals';
import { fact, orderCancelled } from '@paidonce/shared/contracts';
import { admin, anOrder, byOwner, orderId, owner, unconfirmed, undone } from '../testing/an-order.ts';
import { cancel, cancelPaid, type Word, wishToCancel } from './cancel.ts';
import type { Order, Wish } from './order.ts';

const wished = wishToCancel(anOrder.pending, byOwner);
const wishedUnconfirmed = wishToCancel(unconfirmed, byOwner);
const nothing = (order: Order) => ({ order, timeline: [], facts: [] });
const { pending: _, ...decided } = anOrder;

describe('a wish to cancel', () => {
  it('is kept by a pending order, and changes nothing else', () => {
    expect(wished).toEqual({ ...anOrder.pending, wish: byOwner });
  });

  it('does not replace the one before it', () => {
    expect(wishToCancel(wished, { reason: 'expired', by: undefined })).toBe(wished);
  });

  it.each(Object.values(decided))('is nothing to an order that is $status', (order) => {
    expect(wishToCancel(order, byOwner)).toBe(order);
  });
});

describe('cancelling a pending order', () => {
  it.each<[string, Order, Word]>([
    ['can be paid, on the word that payments has closed it', wished, 'closed'],
    ['cannot be paid, without asking', wishedUnconfirmed, 'not asked'],
    ['cannot be paid any more, on the word that payments has closed it', wishedUnconfirmed, 'closed'],
  ])('that %s', (_, order, word) => {
    const decision = cancel(order, word);
    expect(decision.order).toEqual({
      ...order,
      version: 3,
      status: 'cancelled',
      wish: undefined,
      cancelReason: 'by_user',
    });
    expect(decision.timeline).toEqual([
      {
        version: 3,
        type: 'cancelled',
        description: 'Cancelled by its owner',
        oldValue: 'pending',
        newValue: 'cancelled',
        by: owner,
      },
    ]);
    expect(decision.facts).toEqual([
      fact(orderCancelled, { orderId, version: 3, userId: owner, reason: 'by_user', paymentId: undefined }),
    ]);
  });

  it.each<[Wish, string]>([
    [byOwner, 'Cancelled by its owner'],
    [{ reason: 'by_admin', by: admin }, 'Cancelled by an administrator'],
    [{ reason: 'expired', by: undefined }, 'Cancelled: not paid in time'],
  ])('tells whose wish it was: %j', (wish, description) => {
    const { timeline } = cancel(wishToCancel(anOrder.pending, wish), 'closed');
    expect(timeline).toMatchObject([{ description, by: wish.by }]);
  });

  it.each<[string, Order, Word]>([
    ['is paid, as payments says', wished, 'paid'],
    ['is just being paid', wished, 'in_progress'],
    ['can be paid, when payments was not asked', wished, 'not asked'],
    ['cannot be paid yet, but is, as payments says', wishedUnconfirmed, 'paid'],
    ['cannot be paid yet, but just is', wishedUnconfirmed, 'in_progress'],
    ['nobody wants cancelled', anOrder.pending, 'closed'],
  ])('does not happen to one that %s', (_, order, word) => {
    expect(cancel(order, word)).toEqual(nothing(order));
  });

  it.each(Object.values(decided))('does not happen to an order that is $status', (order) => {
    expect(cancel({ ...order, wish: byOwner }, 'closed')).toMatchObject({ order: { status: order.status }, facts: [] });
  });
});

describe('cancelling a paid order', () => {
  it.each([anOrder.paid, anOrder.processing])('that is $status sends its payment back', (order) => {
    const { paymentId, version: before, status: oldValue } = order;
    const version = before + 1;
    const decision = cancelPaid(order, admin);
    expect(decision.order).toEqual({ ...order, version, status: 'cancelled', cancelReason: 'by_admin' });
    expect(decision.timeline).toEqual([
      {
        version,
        type: 'cancelled',
        description: `Cancelled by an administrator; payment ${paymentId} goes back`,
        oldValue,
        newValue: 'cancelled',
        by: admin,
      },
    ]);
    expect(decision.facts).toEqual([
      fact(orderCancelled, { orderId, version, userId: owner, reason: 'by_admin', paymentId }),
    ]);
  });

  it.each([anOrder.pending, anOrder.shipped, anOrder.delivered, anOrder.cancelled, undone])(
    'does not happen to one that is $status',
    (order) => {
      expect(cancelPaid(order, admin)).toEqual(nothing(order));
    },
  );
});
