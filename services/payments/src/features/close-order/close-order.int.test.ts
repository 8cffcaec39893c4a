import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, type OrderId } from '@paidonce/shared/contracts';
import { eventually } from '@paidonce/shared/testing';
import { askToClose, type Closer } from '../../testing/ask-to-close.ts';
import { confirmed } from '../../testing/order-facts.ts';
import { openPaymentDesk, type PaymentDesk } from '../../testing/payment-desk.ts';

let desk: PaymentDesk;
let closer: Closer;
let urls: string[];
beforeAll(async () => {
  desk = await openPaymentDesk();
  urls = [desk.payments.url, await desk.payments.another()];
  closer = await askToClose(desk.told.url, newId<OrderId>());
});
afterAll(async () => {
  await closer.stop();
  await desk.close();
});

const notPayable = { status: 409, body: { type: '/problems/order-not-payable' } };

describe('an order that orders wants to be closed', () => {
  it('is closed for good, though nothing is known of it, however often it is asked', async () => {
    const order = desk.order();
    for (let time = 1; time <= 3; time += 1) expect(await closer.close(order)).toBe('closed');
    expect(await desk.pay(order)).toMatchObject(notPayable);
  });

  it('is not closed when it has been paid', async () => {
    const order = desk.order();
    expect((await desk.pay(order)).status).toBe(200);
    expect(await closer.close(order)).toBe('paid');
    expect(await closer.close(order)).toBe('paid');
  });

  it('is not closed while a payment is under way, and can be when that was refused', async () => {
    const order = desk.order();
    const paying = desk.pay(order, { method: 'tok_slow' });
    await underWay(order);
    expect(await closer.close(order)).toBe('in_progress');
    expect((await paying).status).toBe(200);
    expect(await closer.close(order)).toBe('paid');

    const declined = desk.order();
    expect((await desk.pay(declined, { method: 'tok_declined' })).status).toBe(402);
    expect(await closer.close(declined)).toBe('closed');
    expect(await desk.pay(declined)).toMatchObject(notPayable);
  });

  it('is either closed or paid when both are tried at the same moment, at two instances', async () => {
    const outcomes = new Set<string>();
    for (const [round, order] of (await ordersToldOf(300)).entries()) {
      const paying = desk.pay(order, { url: urls[round % 2] ?? '' });
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 6));
      const [closed, { status }, again] = await Promise.all([closer.close(order), paying, closer.close(order)]);
      expect([status, closed, again]).toEqual(status === 200 ? [200, 'paid', 'paid'] : [409, 'closed', 'closed']);
      outcomes.add(closed);
    }
    expect(outcomes).toEqual(new Set(['closed', 'paid']));
  });
});

async function underWay(order: OrderId): Promise<void> {
  const pending = () =>
    desk.payments.db
      .selectFrom('payments')
      .select('id')
      .where('order_id', '=', order)
      .where('status', '=', 'pending')
      .execute();
  while ((await pending()).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** So many orders that payments knows already: it waits for none of them. */
async function ordersToldOf(count: number): Promise<OrderId[]> {
  const orders = Array.from({ length: count }, () => desk.order());
  for (const orderId of orders) await desk.told.tell(confirmed({ orderId, userId: desk.ada.id }));
  const { db } = desk.payments;
  await eventually(async () => {
    const known = await db.selectFrom('orders').select('order_id').where('order_id', 'in', orders).execute();
    expect(known).toHaveLength(count);
  });
  return orders;
}
