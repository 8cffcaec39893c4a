import { describe, expect, it } from '@jest/globals';
import { conclude } from './conclude.ts';
import { event, inMinutes, now, type Otherwise, payment, paymentId, seen } from './testing/an-order.ts';
import { type Case, concludes } from './testing/concludes.ts';

const completed = event('payment.completed');
const cancelled = event('order.cancelled');
const unheard: Otherwise = { payments: [payment('paid')], slot: paymentId, events: [completed] };
const paidAndCancelled: Otherwise = {
  order: { status: 'cancelled', cancelReason: 'by_admin', paymentId },
  payments: [payment('paid')],
  events: [cancelled],
};

describe('an order that is', () => {
  it.each<Case>([
    [
      'paid',
      { order: { status: 'paid', paymentId }, payments: [payment('paid')] },
      'done',
      /^PAID\.$/,
      /Nothing to do/,
    ],
    [
      'on its way',
      { order: { status: 'shipped', paymentId }, payments: [payment('paid')] },
      'done',
      /^SHIPPED/,
      /Nothing/,
    ],
    [
      'paid, with payments away',
      { order: { status: 'paid', paymentId }, away: 'payments' },
      'done',
      /^PAID, says orders.*cannot be read/,
      /Nothing/,
    ],
    [
      'paid by a payment that was sent back',
      { order: { status: 'paid', paymentId }, payments: [payment('refunded')] },
      'stuck',
      /which is refunded/,
      /audit/,
    ],
    ['paid by nothing', { order: { status: 'paid', paymentId } }, 'stuck', /which payments does not know/, /audit/],
    ['new', {}, 'going on', /Waits for its customer to pay 109.08 USD, for 25 min more/, /Nothing/],
    ['not confirmed', { order: { confirmed: false } }, 'going on', /stock/, /Ask again/],
    ['just over its time', { order: { expiresAt: inMinutes(-0.5) } }, 'going on', /about to be cancelled/, /Ask again/],
    [
      'long over its time',
      { order: { expiresAt: inMinutes(-30) } },
      'stuck',
      /its time was over 30 min ago/,
      /orders-svc/,
    ],
    [
      'being paid',
      { payments: [payment('pending')], slot: paymentId },
      'going on',
      /under way: the provider is asked/,
      /payments-svc/,
    ],
    [
      'being paid, in vain',
      { payments: [payment('pending', { tries: 3, nextTryAt: inMinutes(1) })] },
      'going on',
      /asked 3 times in vain, the next time in 60 s/,
      /payments-svc/,
    ],
    [
      'to be cancelled',
      { order: { wish: 'expired', dueAt: inMinutes(1) } },
      'going on',
      /payments has not answered the closing; orders asks again and again, again in 60 s/,
      /payments-svc/,
    ],
    [
      'to be cancelled in vain, long over its time',
      { order: { wish: 'expired', dueAt: inMinutes(0.1), expiresAt: inMinutes(-30) } },
      'stuck',
      /payments has not answered the closing.* Its time was over 30 min ago/,
      /payments-svc/,
    ],
    [
      'to be cancelled, and closed',
      { order: { wish: 'by_user' }, slot: null },
      'going on',
      /payments has closed it/,
      /orders-svc/,
    ],
    [
      'cancelled, never paid',
      { order: { status: 'cancelled', cancelReason: 'expired' } },
      'done',
      /^CANCELLED \(expired\), never paid/,
      /Nothing/,
    ],
    [
      'cancelled and paid back',
      { ...paidAndCancelled, payments: [payment('refunded')] },
      'done',
      /the money went back/,
      /Nothing/,
    ],
    [
      'cancelled, its money on its way back',
      { ...paidAndCancelled, payments: [payment('refund_due', { tries: 2 })] },
      'going on',
      /is to go back: the provider was asked 2 times in vain/,
      /payments-svc/,
    ],
    [
      'cancelled, and payments has not heard',
      { ...paidAndCancelled, positions: [[cancelled.id, 4]], consumer: { listened: false }, relay: { replicas: 0 } },
      'stuck',
      /payments has not heard.*Message 4 of ORDERS.*nobody takes messages/,
      /Start payments-svc/,
    ],
    [
      'cancelled, and payments did nothing',
      { ...paidAndCancelled, applied: [cancelled.id] },
      'stuck',
      /still paid/,
      /audit/,
    ],
    [
      'cancelled, with payments away',
      { ...paidAndCancelled, away: 'payments' },
      'stuck',
      /cannot be seen/,
      /payments back/,
    ],
    [
      'pending for ever: its payment was sent back',
      { payments: [payment('refunded')], slot: null },
      'stuck',
      /can never be paid/,
      /Cancel it/,
    ],
    [
      'pending, with payments away',
      { away: 'payments' },
      'stuck',
      /whether it was paid cannot be seen/,
      /payments back/,
    ],
    [
      'unknown to orders, and paid',
      { order: undefined, payments: [payment('paid')] },
      'stuck',
      /which orders does not know/,
      /by hand/,
    ],
    [
      'not to be seen, and paid',
      { ...unheard, away: 'orders' },
      'stuck',
      /cannot be seen. Payments has its money/,
      /orders back/,
    ],
  ])('%s', concludes);

  it('known to nobody has no conclusion', () => {
    expect(conclude(seen({ order: undefined }), now)).toBeUndefined();
  });
});
