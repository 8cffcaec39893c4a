import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, type OrderId, type PaymentId, paymentRefunded } from '@paidonce/shared/contracts';
import { deadLetters, eventually } from '@paidonce/shared/testing';
import { paymentRejected } from '../../testing/order-facts.ts';
import { openPaymentDesk, type PaymentDesk } from '../../testing/payment-desk.ts';

let desk: PaymentDesk;
beforeAll(async () => {
  desk = await openPaymentDesk();
});
afterAll(() => desk.close());

async function isRefunded(payment: PaymentId): Promise<void> {
  await eventually(async () => expect(await desk.read(payment)).toMatchObject({ status: 'refunded' }));
}
/** Streams are applied and filled in their order: what was told before is done, and told on, when this payment's refund is. */
async function everythingIsApplied(): Promise<void> {
  const { order, payment } = await desk.paidOrder();
  await desk.told.tell(paymentRejected(order, payment, desk.ada.id));
  await eventually(async () => expect(await desk.told.toldOf(paymentRefunded, payment)).toHaveLength(1));
}

describe('a payment that orders could not take', () => {
  it('is refunded once, however often it is sent back', async () => {
    const { order, payment } = await desk.paidOrder();
    for (let time = 1; time <= 3; time += 1) await desk.told.tell(paymentRejected(order, payment, desk.ada.id));
    await isRefunded(payment);
    await desk.told.tell(paymentRejected(order, payment, desk.ada.id));
    await everythingIsApplied();

    const { version } = await desk.payments.db
      .selectFrom('payments')
      .select('version')
      .where('id', '=', payment)
      .executeTakeFirstOrThrow();
    expect(version).toBe(4);
    expect(await desk.told.toldOf(paymentRefunded, payment)).toEqual([
      {
        payment_id: payment,
        order_id: order,
        user_id: desk.ada.id,
        version: 4,
        amount_minor: 109_08,
        currency: 'USD',
        reason: 'the order is paid already',
      },
    ]);
  });

  it('closes its order for payments, for ever', async () => {
    const { order, payment } = await desk.paidOrder();
    await desk.told.tell(paymentRejected(order, payment, desk.ada.id));
    await isRefunded(payment);
    const slots = await desk.payments.db.selectFrom('slots').selectAll().where('order_id', '=', order).execute();
    expect(slots).toEqual([{ order_id: order, payment_id: null }]);
    expect(await desk.pay(order)).toMatchObject({ status: 409, body: { type: '/problems/order-not-payable' } });
  });

  it('leaves the other payments as they are', async () => {
    const { order, payment } = await desk.paidOrder();
    await everythingIsApplied();
    expect(await desk.read(payment)).toMatchObject({ status: 'paid' });
    const slots = await desk.payments.db.selectFrom('slots').selectAll().where('order_id', '=', order).execute();
    expect(slots).toEqual([{ order_id: order, payment_id: payment }]);
  });

  it('and that nobody here knows, is set aside, and the others go on', async () => {
    const unknown = await desk.told.tell(paymentRejected(newId<OrderId>(), newId<PaymentId>(), desk.ada.id));
    await everythingIsApplied();
    expect(await deadLetters(desk.payments.db)).toEqual([
      {
        event_id: unknown.id,
        subject: 'order.payment_rejected',
        reason: expect.stringMatching(/^Poison: there is no payment/),
      },
    ]);
  });

  it('is not refunded on the word of another order', async () => {
    const { payment } = await desk.paidOrder();
    const other = await desk.paidOrder();
    await desk.told.tell(paymentRejected(other.order, payment, desk.ada.id));
    await everythingIsApplied();
    expect(await desk.read(payment)).toMatchObject({ status: 'paid' });
  });
});
