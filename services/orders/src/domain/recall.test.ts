import { describe, expect, it } from '@jest/globals';
import {
  Money,
  newId,
  type OrderId,
  type OrderTerms,
  type PaymentId,
  sku,
  type UserId,
} from '@paidonce/shared/contracts';
import type { Decision, Order } from './order.ts';
import { recall, type Told } from './recall.ts';

const at = new Date('2026-01-01T12:00:00Z');
const [orderId, userId, paymentId] = [newId<OrderId>(), newId<UserId>(), newId<PaymentId>()];
const amount = new Money(10_00, 'USD');
const lines = [{ sku: sku.parse('LAMP'), quantity: 1, unitPrice: amount }];
const head = (version: number) => ({ at, orderId, version, userId });
const terms: OrderTerms = { orderId, version: 1, userId, lines, amount, expiresAt: new Date('2026-01-01T12:30:00Z') };

const placed: Told = { fact: 'placed', at, ...terms };
const paid = (version = 3): Told => ({ fact: 'paid', ...head(version), lines, amount, paymentId });
const rejected = (version: number): Told => ({
  fact: 'payment rejected',
  ...head(version),
  paymentId: newId<PaymentId>(),
  reason: 'the order is paid already',
});
const sentOn = (version: number): Told => ({
  fact: 'status changed',
  ...head(version),
  oldStatus: 'paid',
  newStatus: 'processing',
});
const cancelled = (version: number, of?: PaymentId): Told => ({
  fact: 'cancelled',
  ...head(version),
  reason: of ? 'by_admin' : 'expired',
  paymentId: of,
});

/** Recalls one after the other. @throws what is left to a person */
function recallAll(...told: Told[]): { order: Order; timeline: Decision['timeline'] } {
  let order: Order | undefined;
  const timeline: Decision['timeline'] = [];
  for (const one of told) {
    const recalled = recall(order, one);
    if ('left' in recalled) throw new Error(recalled.left);
    order = recalled.order;
    timeline.push(...recalled.timeline);
  }
  if (!order) throw new Error('nothing was recalled');
  return { order, timeline };
}

describe('an order that is forgotten', () => {
  it.each<[string, Told[], Partial<Order>, string[]]>([
    ['was placed', [placed], { status: 'pending', version: 2, confirmed: true }, []],
    ['was paid', [placed, paid()], { status: 'paid', version: 3, paymentId }, ['paid']],
    [
      'was sent on',
      [placed, paid(), sentOn(4)],
      { status: 'processing', version: 4, paymentId },
      ['paid', 'status_changed'],
    ],
    [
      'sent a payment back',
      [placed, paid(), rejected(4)],
      { status: 'paid', version: 4, paymentId },
      ['paid', 'payment_rejected'],
    ],
    [
      'expired',
      [placed, cancelled(3)],
      { status: 'cancelled', cancelReason: 'expired', paymentId: undefined },
      ['cancelled'],
    ],
    [
      'was undone',
      [placed, paid(), cancelled(4, paymentId)],
      { status: 'cancelled', cancelReason: 'by_admin', paymentId },
      ['paid', 'cancelled'],
    ],
  ])('and %s is again what it was, with a line in its timeline for each version', (_, told, expected, types) => {
    const { order, timeline } = recallAll(...told);
    expect(order).toMatchObject({ id: orderId, userId, amount, lines, createdAt: at, ...expected });
    expect(timeline.map(({ type }) => type)).toEqual(['created', 'confirmed', ...types]);
    expect(timeline.map(({ version }) => version)).toEqual(timeline.map((_, index) => index + 1));
    expect(timeline).toHaveLength(order.version);
  });

  it('is placed once, although it was told of as created and as confirmed', () => {
    expect(recallAll(placed, { ...placed, version: 2 }).timeline).toHaveLength(2);
  });
});

describe('what the order and what was told of it do not agree upon', () => {
  const { order: pending } = recallAll(placed);
  const { order: paidHere } = recallAll(placed, paid());
  it.each<[string, Order | undefined, Told, RegExp]>([
    ['an order of which only its payment is known', undefined, paid(), /nothing says what was ordered/],
    [
      'a version that has become another here',
      paidHere,
      cancelled(3),
      /version 3 .* told: cancelled; here it has become paid/,
    ],
    ['a version after one that is missing', pending, paid(4), /does not follow from pending in version 2/],
    ['a step that the rules know not of', pending, sentOn(3), /does not follow/],
    ['another amount', pending, { ...paid(), amount: new Money(1, 'USD') } as Told, /does not follow/],
  ])('is left to a person: %s', (_, order, told, sentence) => {
    expect(recall(order, told)).toEqual({ left: expect.stringMatching(sentence) });
  });
});
