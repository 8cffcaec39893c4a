import { describe, expect, it } from '@jest/globals';
import {
  type Fact,
  fact,
  Money,
  newId,
  type OrderId,
  type PaymentId,
  paymentCompleted,
  paymentFailed,
  paymentRefunded,
  type UserId,
} from '@paidonce/shared/contracts';
import { AlreadyPaid } from './already-paid.ts';
import {
  type Attempt,
  asDecided,
  begin,
  type Decision,
  type PayableOrder,
  type Payment,
  type PaymentStatus,
  refunded,
  refuse,
  requestRefund,
  succeed,
} from './payment.ts';

const usd = (minor: number) => new Money(minor, 'USD');
const order: PayableOrder = {
  id: newId<OrderId>(),
  userId: newId<UserId>(),
  amount: usd(109_08),
  confirmed: true,
  cancelled: false,
};
const attempt: Attempt = { id: newId<PaymentId>(), payer: order.userId, amount: usd(109_08), at: new Date() };
const words = { paymentId: attempt.id, orderId: order.id, userId: order.userId, amount: usd(109_08) };

const pending = begin(order, attempt);
const paid = succeed(pending).payment;
const failed = refuse(pending, 'no funds').payment;
const due = requestRefund(paid, 'cancelled').payment;
const lateDue = succeed(failed).payment;
const sentBack = refunded(due).payment;

describe('beginning to pay', () => {
  it('takes the amount of the order from its owner', () => {
    expect(pending).toEqual({
      id: attempt.id,
      orderId: order.id,
      userId: order.userId,
      version: 1,
      status: 'pending',
      amount: usd(109_08),
      method: undefined,
      reason: undefined,
      createdAt: attempt.at,
    });
  });

  const stranger = newId<UserId>();
  const unconfirmed = { ...order, confirmed: false };
  const cancelled = { ...order, cancelled: true };
  it.each([
    ['an order that nobody knows', undefined, attempt, 404, 'unknown-order'],
    ['an order of somebody else', order, { ...attempt, payer: stranger }, 404, 'unknown-order'],
    ['an unconfirmed order of somebody else', unconfirmed, { ...attempt, payer: stranger }, 404, 'unknown-order'],
    ['a cancelled order of somebody else', cancelled, { ...attempt, payer: stranger }, 404, 'unknown-order'],
    ['a cancelled order', cancelled, attempt, 409, 'order-not-payable'],
    [
      'an order cancelled before it was confirmed',
      { ...cancelled, confirmed: false },
      attempt,
      409,
      'order-not-payable',
    ],
    ['an order whose stock is not confirmed', unconfirmed, attempt, 409, 'order-not-confirmed'],
    ['a cent too little', order, { ...attempt, amount: usd(109_07) }, 400, 'invalid-amount'],
    ['a cent too much', order, { ...attempt, amount: usd(109_09) }, 400, 'invalid-amount'],
    ['nothing', order, { ...attempt, amount: usd(0) }, 400, 'invalid-amount'],
    ['another currency', order, { ...attempt, amount: new Money(109_08, 'EUR') }, 400, 'invalid-amount'],
  ])('%s is refused', (_, wanted, tried, status, type) => {
    expect(() => begin(wanted, tried)).toThrow(expect.objectContaining({ status, type: `/problems/${type}` }));
  });

  it('says when to try again while the stock is not confirmed', () => {
    expect(() => begin(unconfirmed, attempt)).toThrow(expect.objectContaining({ headers: { 'Retry-After': '1' } }));
  });

  it('tells the right amount to who was wrong about it', () => {
    const wrong = { ...attempt, amount: usd(1) };
    expect(() => begin(order, wrong)).toThrow(
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

const yes = succeed;
const no = (payment: Payment) => refuse(payment, 'no funds');
const sendBack = (payment: Payment) => requestRefund(payment, 'cancelled');
const late = 'the provider took the money after it had refused';

describe('a payment', () => {
  type Step = (payment: Payment) => Decision;
  type Told = (to: Payment) => Fact[];
  const completedFact: Told = ({ version }) => [fact(paymentCompleted, { ...words, version })];
  const failedFact: Told = ({ version }) => [fact(paymentFailed, { ...words, version, reason: 'no funds' })];
  const refundedFact =
    (reason: string): Told =>
    ({ version }) => [fact(paymentRefunded, { ...words, version, reason })];
  const nothing: Told = () => [];

  it.each<[string, Payment, string, Step, PaymentStatus, Told]>([
    ['that is pending', pending, 'succeeds', yes, 'paid', completedFact],
    ['that is pending', pending, 'is refused', no, 'failed', failedFact],
    ['that failed', failed, 'succeeds after all', yes, 'refund_due', nothing],
    ['that is paid', paid, 'is wanted back', sendBack, 'refund_due', nothing],
    ['that is due back', due, 'is refunded', refunded, 'refunded', refundedFact('cancelled')],
    ['that is due back, being late', lateDue, 'is refunded', refunded, 'refunded', refundedFact(late)],
  ])('%s %s%s', (_, from, __, step, status, told) => {
    const { payment, facts } = step(from);
    expect(payment).toEqual({ ...from, version: from.version + 1, status, reason: payment.reason });
    expect(facts).toEqual(told(payment));
  });

  it.each<[string, Payment, Step, string | undefined]>([
    ['paid, told so again', paid, yes, undefined],
    ['due back, told of its success again', due, yes, undefined],
    ['refunded, told of its success again', sentBack, yes, undefined],
    ['failed, refused again', failed, no, undefined],
    ['due back, wanted back again', due, sendBack, undefined],
    ['refunded, wanted back again', sentBack, sendBack, undefined],
    ['refunded, told so again', sentBack, refunded, undefined],
    ['paid, refused', paid, no, 'the provider refused after it had taken the money'],
    ['due back, refused', due, no, 'the provider refused after it had taken the money'],
    ['refunded, refused', sentBack, no, 'the provider refused after it had taken the money'],
    ['pending, refunded', pending, refunded, 'the provider refunded what nobody asked it to'],
    ['paid, refunded unasked', paid, refunded, 'the provider refunded what nobody asked it to'],
    ['failed, refunded', failed, refunded, 'the provider refunded what nobody asked it to'],
  ])('%s stays as it is', (_, from, step, alarm) => {
    expect(step(from)).toEqual({ payment: from, facts: [], ...(alarm && { alarm }) });
  });

  it('that failed and succeeds after all raises an alarm', () => {
    expect(succeed(failed).alarm).toBe(late);
  });

  it.each([pending, failed])('that has taken no money ($status) cannot be sent back', (payment) => {
    expect(() => sendBack(payment)).toThrow(expect.objectContaining({ status: 409 }));
  });
});

describe('what its payer is told of a payment, also later', () => {
  it.each<[string, Payment, Payment['status']]>([
    ['that is not decided', pending, 'pending'],
    ['that the provider has taken', paid, 'paid'],
    ['whose money is due back', due, 'paid'],
    ['whose money went back', sentBack, 'paid'],
    ['that the provider has refused', failed, 'failed'],
    ['that was taken after it had been refused', lateDue, 'failed'],
    ['that was taken after it had been refused, and went back', refunded(lateDue).payment, 'failed'],
  ])('%s', (_, payment, status) => {
    expect(asDecided(payment)).toEqual({ ...payment, status });
  });
});
