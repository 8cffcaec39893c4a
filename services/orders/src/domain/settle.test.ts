import { describe, expect, it } from '@jest/globals';
import { fact, Money, orderPaid, orderPaymentRejected } from '@paidonce/shared/contracts';
import { admin, anOrder, byOwner, due, orderId, owner, payment, terms, undone, usd } from '../testing/an-order.ts';
import { advance } from './advance.ts';
import { wishToCancel } from './cancel.ts';
import { settle } from './settle.ts';

const right = payment();
const paid = settle(anOrder.pending, right);

describe('a completed payment', () => {
  it('makes its pending order paid', () => {
    const { expiresAt: _, ...ordered } = terms;
    expect(paid.order).toEqual({ ...anOrder.pending, status: 'paid', version: 3, paymentId: right.paymentId });
    expect(paid.timeline).toMatchObject([
      { version: 3, type: 'paid', oldValue: 'pending', newValue: 'paid', by: owner },
    ]);
    expect(paid.facts).toEqual([
      fact(orderPaid, { ...ordered, orderId, version: 3, amount: due, paymentId: right.paymentId }),
    ]);
  });

  it('is quicker than a wish to cancel, which is then forgotten', () => {
    const { order } = settle(wishToCancel(anOrder.pending, byOwner), right);
    expect(order).toEqual(paid.order);
  });

  it('makes an order paid whose time is over, as long as it is not cancelled', () => {
    const late = { ...anOrder.pending, expiresAt: new Date(0) };
    expect(settle(late, right).order.status).toBe('paid');
  });

  it.each([
    ['paid', paid.order],
    ['on its way', advance(paid.order, 'processing', admin).order],
    ['cancelled since', undone],
  ])('told again, changes nothing when the order is %s', (_, order) => {
    const again = { ...right, paymentId: order.paymentId ?? right.paymentId };
    expect(settle(order, again)).toEqual({ order, timeline: [], facts: [] });
  });

  it.each([
    ['of a cent too little', anOrder.pending, payment(usd(109_07)), '109.07 USD paid, 109.08 USD due'],
    ['of a cent too much', anOrder.pending, payment(usd(109_09)), '109.09 USD paid, 109.08 USD due'],
    ['in another currency', anOrder.pending, payment(new Money(109_08, 'EUR')), '109.08 EUR paid, 109.08 USD due'],
    ['of an order that is paid', anOrder.paid, payment(), 'the order is paid already'],
    ['of an order that is processing', anOrder.processing, payment(), 'the order is processing already'],
    ['of an order that is shipped', anOrder.shipped, payment(), 'the order is shipped already'],
    ['of an order that is delivered', anOrder.delivered, payment(), 'the order is delivered already'],
    ['of an order that is cancelled', anOrder.cancelled, payment(), 'the order is cancelled already'],
    ['of an order that was paid and cancelled', undone, payment(), 'the order is cancelled already'],
  ])('%s is sent back, once, and the order stays as it is', (_, order, wrong, reason) => {
    const decision = settle(order, wrong);
    const version = order.version + 1;
    expect(decision.order).toEqual({ ...order, version, sentBack: [wrong.paymentId] });
    expect(decision.timeline).toMatchObject([
      { version, type: 'payment_rejected', description: `Payment ${wrong.paymentId} sent back: ${reason}` },
    ]);
    const { paymentId, userId } = wrong;
    expect(decision.facts).toEqual([fact(orderPaymentRejected, { orderId, version, userId, paymentId, reason })]);
    expect(settle(decision.order, wrong)).toEqual({ order: decision.order, timeline: [], facts: [] });
  });
});
