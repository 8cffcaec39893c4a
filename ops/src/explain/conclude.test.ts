import { describe, expect, it } from '@jest/globals';
import { conclude } from './conclude.ts';
import { event, inMinutes, now, type Otherwise, payment, paymentId, seen } from './testing/an-order.ts';

const completed = event('payment.completed');
const cancelled = event('order.cancelled');
const rejected = event('order.payment_rejected');
const unheard: Otherwise = { payments: [payment('paid')], slot: paymentId, events: [completed] };
const paidAndCancelled: Otherwise = {
  order: { status: 'cancelled', cancelReason: 'by_admin', paymentId },
  payments: [payment('paid')],
  events: [cancelled],
};

type Case = [what: string, Otherwise, state: string, headline: RegExp, next: RegExp];

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
  ])('%s', (_, otherwise, state, headline, next) => {
    expect(conclude(seen(otherwise), now)).toEqual({
      state,
      headline: expect.stringMatching(headline),
      next: expect.stringMatching(next),
    });
  });

  it('known to nobody has no conclusion', () => {
    expect(conclude(seen({ order: undefined }), now)).toBeUndefined();
  });
});

describe('a paid order of which orders has not heard, because', () => {
  const unpublished = { ...unheard, events: [event('payment.completed', { published: false })] };
  const at4: Otherwise = { ...unheard, positions: [[completed.id, 4]] };
  it.each<Case>([
    [
      'orders does not run',
      { ...at4, consumer: { listened: false }, relay: { replicas: 0 } },
      'stuck',
      /message 4 of PAYMENTS \(payment.completed\) waits for orders: nobody takes messages from its durable consumer orders, the last delivery was 3 min ago/i,
      /Start orders-svc/,
    ],
    ['orders hangs', { ...at4, consumer: { listened: false } }, 'stuck', /nobody takes messages/, /restart it/],
    [
      'orders has never run',
      { ...at4, consumer: undefined },
      'stuck',
      /orders has no consumer on PAYMENTS/,
      /Start orders-svc/,
    ],
    [
      'others come before',
      { ...at4, consumer: { delivered: 1, settled: 1 } },
      'going on',
      /behind 2 other messages/,
      /by itself/,
    ],
    [
      'it is tried again and again',
      { ...at4, consumer: { settled: 3, unacknowledged: 1, redelivered: 1 } },
      'going on',
      /1 of 1 unsettled messages were delivered more than once/,
      /log of orders-svc/,
    ],
    [
      'it was set aside',
      { ...at4, deadLetter: { event: completed.id, reason: 'Poison: out of luck', discarded: false } },
      'stuck',
      /set it aside: Poison: out of luck/,
      /dead-letters show/,
    ],
    [
      'it was discarded',
      { ...at4, deadLetter: { event: completed.id, reason: 'Poison', discarded: true } },
      'stuck',
      /discarded/,
      /dead-letters show/,
    ],
    [
      'NATS is away, after publishing',
      { ...unheard, away: 'nats' },
      'stuck',
      /NATS does not answer/,
      /Bring NATS back/,
    ],
    [
      'NATS is away, before publishing',
      { ...unpublished, away: 'nats' },
      'stuck',
      /waits in the outbox of payments for 3 min: NATS does not answer/,
      /Bring NATS back/,
    ],
    [
      'payments does not run',
      { ...unpublished, relay: { replicas: 0, led: false } },
      'stuck',
      /no payments-svc runs/,
      /Start payments-svc/,
    ],
    [
      'nobody leads the relay',
      { ...unpublished, relay: { led: false } },
      'stuck',
      /nobody leads/,
      /log of payments-svc/,
    ],
    [
      'the relay does not get through',
      { ...unpublished, relay: { unpublished: 7 } },
      'stuck',
      /although the relay is led.*7 rows wait/,
      /publishing fails.*pg_stat_activity/,
    ],
    [
      'it was made just now',
      { ...unheard, events: [event('payment.completed', { published: false, madeAt: inMinutes(0) })] },
      'going on',
      /on its way/,
      /Ask again/,
    ],
    [
      'the stream lost it, and is filled again',
      { ...unheard, relay: { openLanes: 1 } },
      'going on',
      /publishing what was lost again/,
      /Ask again/,
    ],
    ['the stream lost it', unheard, 'stuck', /not to be found in PAYMENTS/, /audit/],
    ['payments told nobody', { ...unheard, events: [] }, 'stuck', /no payment.completed/, /audit/],
    [
      'orders cannot take it',
      {
        ...unheard,
        events: [completed, rejected],
        applied: [completed.id],
        positions: [[rejected.id, 5]],
        consumer: { listened: false },
        relay: { replicas: 0 },
      },
      'stuck',
      /could not take its payment; payments has not heard/,
      /Start payments-svc/,
    ],
    [
      'orders applied it and did nothing',
      { ...unheard, applied: [completed.id] },
      'stuck',
      /yet the order is pending/,
      /audit/,
    ],
  ])('%s', (_, otherwise, state, headline, next) => {
    expect(conclude(seen(otherwise), now)).toEqual({
      state,
      headline: expect.stringMatching(headline),
      next: expect.stringMatching(next),
    });
  });
});
