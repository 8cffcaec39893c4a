import { describe, expect, it } from '@jest/globals';
import { Money, newId, type OrderId, type PaymentId, type UserId } from '@paidonce/shared/contracts';
import fc from 'fast-check';
import {
  begin,
  type Decision,
  type PayableOrder,
  type Payment,
  refunded,
  refuse,
  requestRefund,
  succeed,
} from './payment.ts';
import { close, type Slot, slotAfter, take } from './slot.ts';

const userId = newId<UserId>();
const amount = new Money(109_08, 'USD');
const order: PayableOrder = { id: newId<OrderId>(), userId, amount, confirmed: true, cancelled: false };

/** What happens to one of the payments of the order, by its number; to close concerns none of them. */
const happening = fc.tuple(
  fc.constantFrom('begin', 'succeed', 'refuse', 'refund', 'refunded', 'close'),
  fc.integer({ min: 0, max: 2 }),
);
type Happening = [string, number];

type Life = { slot: Slot; payments: Map<number, Payment>; told: string[][]; closed: boolean };

const decide: Record<string, (payment: Payment) => Decision> = {
  succeed,
  refuse: (payment) => refuse(payment, 'no funds'),
  refunded,
  refund: (payment) =>
    payment.status === 'pending' || payment.status === 'failed'
      ? { payment, facts: [] }
      : requestRefund(payment, 'cancelled'),
};

/** The order's slot and payments after each of the happenings. */
function* live(happenings: Happening[]): Generator<Life> {
  const life: Life = { slot: 'free', payments: new Map(), told: [[], [], []], closed: false };
  for (const [what, number] of happenings) {
    const payment = life.payments.get(number);
    if (what === 'close') {
      const { slot, outcome } = close(
        life.slot,
        [...life.payments.values()].find(({ id }) => id === life.slot),
      );
      life.slot = slot;
      life.closed ||= outcome === 'closed';
    } else if (what === 'begin' && !payment) {
      const begun = begin(order, { id: newId<PaymentId>(), payer: userId, amount, at: new Date(0) });
      const slot = take(life.slot, begun);
      if (slot === undefined) continue;
      life.slot = slot;
      life.payments.set(number, begun);
    } else if (what !== 'begin' && payment) {
      const decision = decide[what]?.(payment) ?? { payment, facts: [] };
      life.payments.set(number, decision.payment);
      life.told[number]?.push(...decision.facts.map(({ type }) => type));
      life.slot = slotAfter(life.slot, decision.payment);
    }
    yield life;
  }
}

const always = (holds: (life: Life) => void) =>
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
      for (const life of live(happenings)) holds(life);
    }),
  );
const inState = ({ payments }: Life, ...states: string[]) =>
  [...payments.values()].filter(({ status }) => states.includes(status));

describe('whatever happens to the payments of an order, in whatever order', () => {
  it('at most one is under way or has paid, and it holds the slot', () => {
    always((life) => {
      const alive = inState(life, 'pending', 'paid').map(({ id }) => id);
      expect(alive).toEqual(alive.length === 0 ? [] : [life.slot]);
    });
  });

  it('nothing holds the slot but what is under way or has paid', () => {
    always((life) => {
      if (life.slot === 'free' || life.slot === 'closed') return;
      expect(inState(life, 'pending', 'paid').map(({ id }) => id)).toContain(life.slot);
    });
  });

  it('once closed it stays closed, and nothing is under way or has paid', () => {
    always((life) => {
      if (!life.closed) return;
      expect(life.slot).toBe('closed');
      expect(inState(life, 'pending', 'paid')).toEqual([]);
    });
  });

  it('each is told of as completed, failed and refunded at most once, and never as completed after it failed', () => {
    always(({ told }) => {
      for (const events of told) {
        expect(new Set(events).size).toBe(events.length);
        expect(events.includes('payment.completed') && events.includes('payment.failed')).toBe(false);
      }
    });
  });

  it('what was completed for good is closed for others as soon as it has to go back', () => {
    always((life) => {
      const returned = inState(life, 'refund_due', 'refunded').filter(({ reason }) => reason === 'cancelled');
      if (returned.length > 0) expect(life.slot).toBe('closed');
    });
  });
});
