import { describe, expect, it } from '@jest/globals';
import {
  fact,
  Money,
  newId,
  type OrderId,
  orderConfirmed,
  orderCreated,
  orderPaid,
  orderPaymentRejected,
  type PaymentCompleted,
  type PaymentId,
  sku,
  type UserId,
} from '@paidonce/shared/contracts';
import { place, settle } from './order.ts';

const usd = (minor: number) => new Money(minor, 'USD');
const terms = {
  userId: newId<UserId>(),
  lines: [
    { sku: sku.parse('L9ECAV7KIM'), quantity: 1, unitPrice: usd(89_89) },
    { sku: sku.parse('OLJCESPC7Z'), quantity: 1, unitPrice: usd(19_19) },
  ],
  expiresAt: new Date('2026-01-01T00:30:00Z'),
};
const id = newId<OrderId>();
const placed = place({ ...terms, id, createdAt: new Date('2026-01-01T00:00:00Z') });
const pending = placed.order;
const payment = (amount: Money): PaymentCompleted => ({
  paymentId: newId<PaymentId>(),
  version: 1,
  orderId: id,
  userId: terms.userId,
  amount,
});

describe('a new order', () => {
  it('is pending, confirmed, and costs what its lines cost', () => {
    expect(pending).toMatchObject({ status: 'pending', confirmed: true, version: 2, paymentId: undefined });
    expect(pending.amount).toEqual(usd(109_08));
  });

  it('has a timeline of its creation and its confirmation', () => {
    expect(placed.timeline).toMatchObject([
      { version: 1, type: 'created', description: 'Order over 109.08 USD placed', newValue: 'pending' },
      { version: 2, type: 'confirmed' },
    ]);
  });

  it('tells the others twice, each time with all there is to know', () => {
    const told = { ...terms, orderId: id, amount: usd(109_08) };
    expect(placed.facts).toEqual([
      fact(orderCreated, { ...told, version: 1 }),
      fact(orderConfirmed, { ...told, version: 2 }),
    ]);
  });
});

describe('a completed payment', () => {
  const right = payment(usd(109_08));
  const paid = settle(pending, right);

  it('makes its pending order paid', () => {
    const { expiresAt: _, ...ordered } = terms;
    expect(paid.order).toEqual({ ...pending, status: 'paid', version: 3, paymentId: right.paymentId });
    expect(paid.timeline).toMatchObject([{ version: 3, type: 'paid', oldValue: 'pending', newValue: 'paid' }]);
    expect(paid.facts).toEqual([
      fact(orderPaid, { ...ordered, orderId: id, version: 3, amount: usd(109_08), paymentId: right.paymentId }),
    ]);
  });

  it('changes nothing when it is told again', () => {
    expect(settle(paid.order, right)).toEqual({ order: paid.order, timeline: [], facts: [] });
  });

  it.each([
    ['of a cent too little', pending, payment(usd(109_07)), '109.07 USD paid, 109.08 USD due'],
    ['of a cent too much', pending, payment(usd(109_09)), '109.09 USD paid, 109.08 USD due'],
    ['in another currency', pending, payment(new Money(109_08, 'EUR')), '109.08 EUR paid, 109.08 USD due'],
    ['of an order that is paid already', paid.order, payment(usd(109_08)), 'the order is paid already'],
  ])('%s is sent back, and the order stays as it is', (_, order, wrong, reason) => {
    const decision = settle(order, wrong);
    const version = order.version + 1;
    expect(decision.order).toEqual({ ...order, version });
    expect(decision.timeline).toMatchObject([
      { version, type: 'payment_rejected', description: `Payment ${wrong.paymentId} sent back: ${reason}` },
    ]);
    const { paymentId, userId } = wrong;
    expect(decision.facts).toEqual([fact(orderPaymentRejected, { orderId: id, version, userId, paymentId, reason })]);
  });
});
