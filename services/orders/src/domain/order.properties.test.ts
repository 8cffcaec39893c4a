import { describe, expect, it } from '@jest/globals';
import {
  type Fact,
  Money,
  newId,
  type OrderId,
  orderPaid,
  orderPaymentRejected,
  type PaymentCompleted,
  type PaymentId,
  sku,
  type UserId,
} from '@paidonce/shared/contracts';
import fc from 'fast-check';
import { type Decision, type Order, place, settle } from './order.ts';

const userId = newId<UserId>();
const orderId = newId<OrderId>();
const due = new Money(109_08, 'USD');
const lines = [{ sku: sku.parse('SKU-001'), quantity: 1, unitPrice: due }];
const placed = place({ id: orderId, userId, lines, createdAt: new Date(0), expiresAt: new Date(1) });

/** A payment of the right amount, or of nearly the right one. */
const anyPayment = fc
  .constantFrom(due, due, new Money(109_07, 'USD'), new Money(0, 'USD'), new Money(109_08, 'EUR'))
  .map((amount): PaymentCompleted => ({ paymentId: newId<PaymentId>(), version: 1, orderId, userId, amount }));
/** Payments of the order, each told once. */
const payments = fc.array(anyPayment, { maxLength: 12 });
/** Payments of the order in any order, each told any number of times. */
const tellings = fc
  .array(anyPayment, { minLength: 1, maxLength: 5 })
  .chain((some) => fc.array(fc.constantFrom(...some), { maxLength: 20 }));

type Life = { order: Order; timeline: Decision['timeline']; facts: Fact[] };

/** Everything that was decided about the order from its creation on. */
const live = (told: PaymentCompleted[]): Life =>
  told.reduce<Life>(({ order, timeline, facts }, payment) => {
    const decision = settle(order, payment);
    return {
      order: decision.order,
      timeline: [...timeline, ...decision.timeline],
      facts: [...facts, ...decision.facts],
    };
  }, placed);

const paidBy = ({ facts }: Life) =>
  facts.filter(({ type }) => type === orderPaid.type).map(({ payload }) => orderPaid.decode(payload).paymentId);
const sentBack = ({ facts }: Life) =>
  facts
    .filter(({ type }) => type === orderPaymentRejected.type)
    .map(({ payload }) => orderPaymentRejected.decode(payload).paymentId);

describe('whatever payments come, in whatever order and number', () => {
  it('the first of the right amount makes the order paid, and no other ever does', () => {
    fc.assert(
      fc.property(tellings, (told) => {
        const life = live(told);
        const first = told.find(({ amount }) => amount.equals(due))?.paymentId;
        expect(paidBy(life)).toEqual(first === undefined ? [] : [first]);
        expect(life.order).toMatchObject({ status: first === undefined ? 'pending' : 'paid', paymentId: first });
      }),
    );
  });

  it('versions count 1, 2, 3 without a gap, each with one line in the timeline and one event', () => {
    fc.assert(
      fc.property(tellings, (told) => {
        const { order, timeline, facts } = live(told);
        const versions = Array.from({ length: order.version }, (_, index) => index + 1);
        expect(timeline.map(({ version }) => version)).toEqual(versions);
        expect(facts.map(({ payload }) => (payload as { version: number }).version)).toEqual(versions); // every event has one
      }),
    );
  });

  it('what was ordered, by whom and for how much stays as it was', () => {
    fc.assert(
      fc.property(tellings, (told) => {
        const { version: _, status: __, paymentId: ___, ...rest } = placed.order;
        expect(live(told).order).toMatchObject(rest);
      }),
    );
  });

  it('the payment that paid changes nothing when it is told again', () => {
    fc.assert(
      fc.property(tellings, (told) => {
        const { order } = live(told);
        fc.pre(order.status === 'paid');
        const payment = told.find(({ paymentId }) => paymentId === order.paymentId);
        expect(payment && settle(order, payment)).toEqual({ order, timeline: [], facts: [] });
      }),
    );
  });

  it('each payment, told once, either pays or is sent back once', () => {
    fc.assert(
      fc.property(payments, (told) => {
        const life = live(told);
        const ends = [...paidBy(life), ...sentBack(life)];
        expect(ends.toSorted()).toEqual(told.map(({ paymentId }) => paymentId).toSorted());
      }),
    );
  });
});
