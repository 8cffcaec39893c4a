import { describe, expect, it } from '@jest/globals';
import {
  type Fact,
  fulfilmentStatus,
  Money,
  orderCancelled,
  orderPaid,
  orderPaymentRejected,
  type PaymentCompleted,
} from '@paidonce/shared/contracts';
import fc from 'fast-check';
import { admin, byOwner, due, payment, placed, unconfirmed, usd } from '../testing/an-order.ts';
import { advance } from './advance.ts';
import { cancel, cancelPaid, type Word, wishToCancel } from './cancel.ts';
import { type Decision, type Order, type OrderStatus, unchanged } from './order.ts';
import { settle } from './settle.ts';

/** Something that happens to an order, as people and events bring it about. */
type Happening =
  | { kind: 'payment'; payment: PaymentCompleted }
  | { kind: 'wish' | 'expiry' | 'undoing' }
  | { kind: 'word'; word: Word }
  | { kind: 'parcel'; to: (typeof fulfilmentStatus.options)[number] };

function decide(order: Order, happening: Happening): Decision {
  switch (happening.kind) {
    case 'payment':
      return settle(order, happening.payment);
    case 'wish':
      return unchanged(wishToCancel(order, byOwner));
    case 'expiry':
      return unchanged(wishToCancel(order, { reason: 'expired', by: undefined }));
    case 'word':
      return cancel(order, happening.word);
    case 'undoing':
      return cancelPaid(order, admin);
    case 'parcel':
      return advance(order, happening.to, admin);
  }
}

/** A payment of the right amount, or of nearly the right one. */
const anyPayment = fc
  .constantFrom(due, due, usd(109_07), usd(0), new Money(109_08, 'EUR'))
  .map((amount) => ({ kind: 'payment' as const, payment: payment(amount) }));
const anyOther: fc.Arbitrary<Happening> = fc.oneof(
  fc.constantFrom<Happening>({ kind: 'wish' }, { kind: 'expiry' }, { kind: 'undoing' }),
  fc.constantFrom<Word>('closed', 'paid', 'in_progress', 'not asked').map((word) => ({ kind: 'word' as const, word })),
  fc.constantFrom(...fulfilmentStatus.options).map((to) => ({ kind: 'parcel' as const, to })),
);
/** A few payments, each told any number of times, and whatever else may happen, in any order. */
const happenings = fc
  .array(anyPayment, { minLength: 1, maxLength: 4 })
  .chain((payments) => fc.array(fc.oneof(fc.constantFrom<Happening>(...payments), anyOther), { maxLength: 25 }));
const beginnings = fc.constantFrom(placed, { ...placed, order: unconfirmed });

type Life = { orders: Order[]; timeline: Decision['timeline']; facts: Fact[] };

/** Everything that the order was from its creation on, and all that was decided about it. */
function live(beginning: Decision, all: Happening[]): Life {
  const life: Life = { orders: [beginning.order], timeline: [...beginning.timeline], facts: [...beginning.facts] };
  for (const happening of all) {
    const { order, timeline, facts } = decide(life.orders.at(-1) ?? beginning.order, happening);
    life.orders.push(order);
    life.timeline.push(...timeline);
    life.facts.push(...facts);
  }
  return life;
}

const always = (holds: (life: Life, all: Happening[]) => void) =>
  fc.assert(fc.property(beginnings, happenings, (beginning, all) => holds(live(beginning, all), all)));

const paymentsOf = (all: Happening[]) => all.flatMap((one) => (one.kind === 'payment' ? [one.payment] : []));
const paidBy = ({ facts }: Life) =>
  facts.filter(({ type }) => type === orderPaid.type).map(({ payload }) => orderPaid.decode(payload).paymentId);
const sentBack = ({ facts }: Life) =>
  facts
    .filter(({ type }) => type === orderPaymentRejected.type)
    .map(({ payload }) => orderPaymentRejected.decode(payload).paymentId);
const cancellations = ({ facts }: Life) =>
  facts.filter(({ type }) => type === orderCancelled.type).map(({ payload }) => orderCancelled.decode(payload));

const legalChanges: Record<OrderStatus, OrderStatus[]> = {
  pending: ['paid', 'cancelled'],
  paid: ['processing', 'cancelled'],
  processing: ['shipped', 'cancelled'],
  shipped: ['delivered'],
  delivered: [],
  cancelled: [],
};

describe('whatever happens to an order, in whatever order and number', () => {
  it('it is paid once at most, by a payment of its amount', () => {
    always((life, all) => {
      const [first, ...others] = paidBy(life);
      expect(others).toEqual([]);
      if (first === undefined) return;
      expect(paymentsOf(all).find(({ paymentId }) => paymentId === first)?.amount).toEqual(due);
      expect(life.orders.at(-1)?.paymentId).toBe(first);
    });
  });

  it('each payment either pays or is sent back, once, however often it is told', () => {
    always((life, all) => {
      const told = new Set(paymentsOf(all).map(({ paymentId }) => paymentId));
      expect([...paidBy(life), ...sentBack(life)].toSorted()).toEqual([...told].toSorted());
    });
  });

  it('versions count 1, 2, 3 without a gap, each with one line in the timeline and one event', () => {
    always(({ orders, timeline, facts }) => {
      const versions = Array.from({ length: orders.at(-1)?.version ?? 0 }, (_, index) => index + 1);
      expect(timeline.map(({ version }) => version)).toEqual(versions);
      expect(facts.map(({ payload }) => (payload as { version: number }).version)).toEqual(versions); // every event has one
    });
  });

  it('it goes only where it may, and its timeline says so', () => {
    always(({ orders, timeline }) => {
      const changes = orders.flatMap(({ status }, index) => {
        const before = orders[index - 1]?.status ?? status;
        return status === before ? [] : [[before, status] as const];
      });
      for (const [from, to] of changes) expect(legalChanges[from]).toContain(to);
      const told = timeline.filter(({ oldValue }) => oldValue !== undefined);
      expect(told.map(({ oldValue, newValue }) => [oldValue, newValue])).toEqual(changes);
    });
  });

  it('while it can be paid, only the word that it is closed cancels it, and only when somebody wanted it', () => {
    always(({ orders }, all) => {
      for (const [index, happening] of all.entries()) {
        const [before, after] = [orders[index], orders[index + 1]];
        if (before?.status !== 'pending' || after?.status !== 'cancelled') continue;
        expect(before.wish?.reason).toBe(after.cancelReason);
        expect(happening).toEqual({
          kind: 'word',
          word: before.confirmed ? 'closed' : expect.stringMatching(/closed|not asked/),
        });
      }
    });
  });

  it('its cancelling sends back exactly the payment that had paid it', () => {
    always((life) => {
      for (const { paymentId } of cancellations(life)) expect(paymentId).toBe(paidBy(life)[0]);
    });
  });

  it('only a pending order has a wish, and only a cancelled one a reason', () => {
    always(({ orders }) => {
      for (const { status, wish, cancelReason } of orders) {
        if (status !== 'pending') expect(wish).toBeUndefined();
        expect(cancelReason !== undefined).toBe(status === 'cancelled');
      }
    });
  });

  it('what was ordered, by whom and for how much stays as it was', () => {
    const { id, userId, lines, amount, createdAt, expiresAt } = placed.order;
    always(({ orders }) => expect(orders.at(-1)).toMatchObject({ id, userId, lines, amount, createdAt, expiresAt }));
  });
});
