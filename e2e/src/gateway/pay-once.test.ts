import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@paidonce/shared/testing';
import { z } from 'zod';
import type { Customer, PlacedOrder } from '../support/customer.ts';
import { type Gateway, openGateway } from '../support/gateway.ts';
import { inParallel, race } from '../support/race.ts';

let gateway: Gateway;
let customer: Customer;
let administrator: Customer;
beforeAll(async () => {
  gateway = await openGateway();
  [customer, administrator] = [await gateway.customer(), await gateway.administrator()];
});
afterAll(() => gateway.close());

const payments = z.array(z.object({ status: z.string() }));

/** What everybody may see of an order: its status, its timeline, and the states of its payments. */
async function shown(whose: Customer, order: PlacedOrder) {
  const [{ status }, timeline, { body }] = await Promise.all([
    whose.read(order),
    whose.timeline(order),
    whose.get(`/payments?order_id=${order.id}`),
  ]);
  return { status, timeline, payments: payments.parse(body).map((payment) => payment.status) };
}

const becomes = (whose: Customer, order: PlacedOrder, end: Awaited<ReturnType<typeof shown>>) =>
  eventually(async () => expect(await shown(whose, order)).toEqual(end));

const paidOnce = { status: 'paid', timeline: ['created', 'confirmed', 'paid'], payments: ['paid'] };
const neverPaid = { status: 'cancelled', timeline: ['created', 'confirmed', 'cancelled'], payments: [] };

describe('an order', () => {
  it('that is paid a hundred times at once is paid once and refused ninety-nine times', async () => {
    const order = await customer.order();
    const replies = await Promise.all(Array.from({ length: 100 }, () => customer.pay(order)));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    const refusals = replies.filter(({ status }) => status !== 200);
    for (const refusal of refusals)
      expect(refusal).toMatchObject({ status: 403, body: { type: '/problems/already-paid', detail: 'Already Paid' } });
    await becomes(customer, order, paidOnce);
  });

  it('that its owner has cancelled can be paid by nobody any more', async () => {
    const order = await customer.order();
    expect(await customer.cancel(order)).toMatchObject({ status: 204 });
    expect(await customer.pay(order)).toMatchObject({ status: 409, body: { type: '/problems/order-not-payable' } });
    await becomes(customer, order, neverPaid);
  });

  it('that is paid is refunded once when an administrator cancels it, however often', async () => {
    const order = await customer.order();
    await customer.pay(order);
    await becomes(customer, order, paidOnce);
    const asked = await Promise.all([1, 2, 3].map(() => administrator.become(order, 'cancelled')));
    expect(asked.map(({ status }) => status)).toEqual([200, 200, 200]);
    const timeline = [...paidOnce.timeline, 'cancelled'];
    await becomes(customer, order, { status: 'cancelled', timeline, payments: ['refunded'] });
  });

  it('whose payment meets its cancellation is either paid or cancelled, as its owner was told', async () => {
    await inParallel(40, 4, async () => {
      const owner = await gateway.customer();
      const order = await owner.order();
      const said = await race({ pay: () => owner.pay(order), cancel: () => owner.cancel(order) }, 6);
      expect([
        { pay: '200', cancel: 'order-already-paid' },
        { pay: '200', cancel: 'unavailable' },
        { pay: 'order-not-payable', cancel: '204' },
      ]).toContainEqual(said);
      await becomes(owner, order, said.pay === '200' ? paidOnce : neverPaid);
    });
  });
});
