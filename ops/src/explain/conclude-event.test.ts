import { describe, it } from '@jest/globals';
import { event, inMinutes, type Otherwise, payment, paymentId } from './testing/an-order.ts';
import { type Case, concludes } from './testing/concludes.ts';

const completed = event('payment.completed');
const rejected = event('order.payment_rejected');
const unheard: Otherwise = { payments: [payment('paid')], slot: paymentId, events: [completed] };

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
      'somebody paused its consumer',
      { ...at4, consumer: { delivered: 3, settled: 3, pausedMilliseconds: 240_000 } },
      'stuck',
      /somebody paused its consumer, for another 4 min/,
      /nats consumer resume PAYMENTS orders/,
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
  ])('%s', concludes);
});
