import { describe, expect, it } from '@jest/globals';
import {
  fact,
  Money,
  newId,
  type OrderId,
  type PaymentId,
  paymentCompleted,
  paymentRefunded,
  type UserId,
} from '@paidonce/shared/contracts';
import { AlreadyPaid } from './already-paid.ts';
import { type Attempt, type PayableOrder, pay, refund } from './payment.ts';

const usd = (minor: number) => new Money(minor, 'USD');
const order: PayableOrder = { id: newId<OrderId>(), userId: newId<UserId>(), amount: usd(109_08), confirmed: true };
const attempt: Attempt = { id: newId<PaymentId>(), payer: order.userId, amount: usd(109_08), at: new Date() };
const words = {
  paymentId: attempt.id,
  orderId: order.id,
  userId: order.userId,
  amount: usd(109_08),
};

describe('paying', () => {
  it('takes the amount of the order from its owner', () => {
    const { payment, facts } = pay(order, attempt);
    expect(payment).toEqual({
      id: attempt.id,
      orderId: order.id,
      userId: order.userId,
      version: 1,
      status: 'paid',
      amount: usd(109_08),
      createdAt: attempt.at,
    });
    expect(facts).toEqual([fact(paymentCompleted, { ...words, version: 1 })]);
  });

  const stranger = newId<UserId>();
  const unconfirmed = { ...order, confirmed: false };
  it.each([
    ['an order that nobody knows', undefined, attempt, 404, 'unknown-order'],
    ['an order of somebody else', order, { ...attempt, payer: stranger }, 404, 'unknown-order'],
    ['an unconfirmed order of somebody else', unconfirmed, { ...attempt, payer: stranger }, 404, 'unknown-order'],
    ['an order whose stock is not confirmed', unconfirmed, attempt, 409, 'order-not-confirmed'],
    ['a cent too little', order, { ...attempt, amount: usd(109_07) }, 400, 'invalid-amount'],
    ['a cent too much', order, { ...attempt, amount: usd(109_09) }, 400, 'invalid-amount'],
    ['nothing', order, { ...attempt, amount: usd(0) }, 400, 'invalid-amount'],
    ['another currency', order, { ...attempt, amount: new Money(109_08, 'EUR') }, 400, 'invalid-amount'],
  ])('%s is refused', (_, wanted, tried, status, type) => {
    expect(() => pay(wanted, tried)).toThrow(expect.objectContaining({ status, type: `/problems/${type}` }));
  });

  it('says when to try again while the stock is not confirmed', () => {
    expect(() => pay(unconfirmed, attempt)).toThrow(expect.objectContaining({ headers: { 'Retry-After': '1' } }));
  });

  it('tells the right amount to who was wrong about it', () => {
    const wrong = { ...attempt, amount: usd(1) };
    expect(() => pay(order, wrong)).toThrow(
      expect.objectContaining({
        detail: 'This order costs 109.08 USD: pay exactly that',
        members: { amount: 109.08, currency: 'USD' },
      }),
    );
  });

  it('a second time is a 403 that says so in the words that clients wait for', () => {
    expect(new AlreadyPaid()).toMatchObject({ status: 403, type: '/problems/already-paid', detail: 'Already Paid' });
  });
});

describe('refunding', () => {
  const { payment } = pay(order, attempt);
  const refunded = refund(payment, 'the order is paid already');

  it('sends back what was paid', () => {
    expect(refunded.payment).toEqual({ ...payment, version: 2, status: 'refunded' });
    const reason = 'the order is paid already';
    expect(refunded.facts).toEqual([fact(paymentRefunded, { ...words, version: 2, reason })]);
  });

  it('happens once, however often it is asked for', () => {
    expect(refund(refunded.payment, 'again')).toEqual({ payment: refunded.payment, facts: [] });
  });
});
