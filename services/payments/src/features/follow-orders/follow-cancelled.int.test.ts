import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, type OrderId, type PaymentId, paymentRefunded } from '@paidonce/shared/contracts';
import { call, deadLetters, eventually } from '@paidonce/shared/testing';
import { cancelled, confirmed } from '../../testing/order-facts.ts';
import { openPaymentDesk, type PaymentDesk } from '../../testing/payment-desk.ts';

let desk: PaymentDesk;
beforeAll(async () => {
  desk = await openPaymentDesk();
});
afterAll(() => desk.close());

/** Streams are applied in their order: what was told before is done when this order's payment is sent back. */
async function everythingIsApplied(): Promise<void> {
  const { order, payment } = await desk.paidOrder();
  await desk.told.tell(cancelled(order, desk.ada.id, payment));
  await eventually(async () => expect(await desk.told.toldOf(paymentRefunded, payment)).toHaveLength(1));
}
const notPayable = { status: 409, body: { type: '/problems/order-not-payable' } };

describe('a cancelled order', () => {
  it.each([
    ['after it was confirmed', ['confirmed', 'cancelled']],
    ['before it was confirmed', ['cancelled', 'confirmed']],
  ])('is not payable, told of %s', async (_, events) => {
    const orderId = newId<OrderId>();
    for (const event of events)
      await desk.told.tell(
        event === 'confirmed' ? confirmed({ orderId, userId: desk.ada.id }) : cancelled(orderId, desk.ada.id),
      );
    await everythingIsApplied();
    expect(await desk.pay(orderId)).toMatchObject(notPayable);
  });

  it('is not payable when only orders-svc knows that it is', async () => {
    expect(await desk.pay(desk.ordersService.order(desk.ada, { confirmed: true, status: 'cancelled' }))).toMatchObject(
      notPayable,
    );
  });

  it.each([
    ['at once', undefined],
    ['by a provider that takes its time', 'tok_refund_slow'],
  ])('that was paid is refunded once, %s, however often it is told of', async (_, method) => {
    const { order, payment } = await desk.paidOrder(method);
    const event = await desk.told.tell(cancelled(order, desk.ada.id, payment));
    await desk.told.tellAgain(event);
    await desk.told.tell(cancelled(order, desk.ada.id, payment));
    await eventually(async () => expect(await desk.read(payment)).toMatchObject({ status: 'refunded' }));
    await everythingIsApplied();
    expect(await desk.told.toldOf(paymentRefunded, payment)).toEqual([
      expect.objectContaining({ order_id: order, version: 4, reason: 'the order was cancelled: by_admin' }),
    ]);
    expect(await desk.pay(order)).toMatchObject(notPayable);
  });

  it('is closed for payments as soon as its refund is due, before the provider has done it', async () => {
    const { order, payment } = await desk.paidOrder('tok_refund_slow');
    await desk.told.tell(cancelled(order, desk.ada.id, payment));
    await eventually(async () => {
      const rows = await desk.payments.db.selectFrom('payments').select('status').where('id', '=', payment).execute();
      expect(rows).toEqual([{ status: 'refund_due' }]);
    });
    expect(await desk.read(payment)).toMatchObject({ status: 'paid' });
    expect(await desk.pay(order)).toMatchObject(notPayable);
    expect(
      (await call(`${desk.payments.url}/payments?status=paid&order_id=${order}`, { token: desk.ada.token })).body,
    ).toHaveLength(1);
    await eventually(async () => expect(await desk.read(payment)).toMatchObject({ status: 'refunded' }));
    expect(
      (await call(`${desk.payments.url}/payments?status=paid&order_id=${order}`, { token: desk.ada.token })).body,
    ).toEqual([]);
  });

  it('whose payment nobody here knows, or which failed, is set aside, and the others go on', async () => {
    const order = desk.order();
    await desk.pay(order, { method: 'tok_declined' });
    const [failed] = await desk.payments.db.selectFrom('payments').select('id').where('order_id', '=', order).execute();
    const unknown = await desk.told.tell(cancelled(newId<OrderId>(), desk.ada.id, newId<PaymentId>()));
    const ofFailed = await desk.told.tell(cancelled(order, desk.ada.id, failed?.id));
    await everythingIsApplied();
    await eventually(async () =>
      expect(await deadLetters(desk.payments.db)).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ event_id: unknown.id, reason: expect.stringMatching(/there is no payment/) }),
          expect.objectContaining({ event_id: ofFailed.id, reason: expect.stringMatching(/nothing to refund/) }),
        ]),
      ),
    );
  });
});
