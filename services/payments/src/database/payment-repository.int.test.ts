import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Money, newId, type OrderId, type PaymentId, type UserId } from '@paidonce/shared/contracts';
import { newTrace } from '@paidonce/shared/observability';
import { unheard } from '@paidonce/shared/outbox';
import { begin, type Payment, type PaymentStatus } from '../domain/payment.ts';
import { type Slot, slotAfter, take } from '../domain/slot.ts';
import { startPayments, type TestPayments } from '../testing/start-payments.ts';
import { PaymentBatch } from './payment-batch.ts';
import { PaymentRepository } from './payment-repository.ts';
import { SlotRepository } from './slot-repository.ts';

let service: TestPayments;
let payments: PaymentRepository;
let slots: SlotRepository;
beforeAll(async () => {
  service = await startPayments();
  payments = new PaymentRepository(service.db, unheard, 60);
  slots = new SlotRepository(service.db);
});
afterAll(() => service.stop());

const trace = newTrace();
const userId = newId<UserId>();
const amount = new Money(109_08, 'USD');

function aPayment(orderId: OrderId): Payment {
  const order = { id: orderId, userId, amount, confirmed: true, cancelled: false };
  return begin(order, { id: newId<PaymentId>(), payer: userId, amount, at: new Date() });
}
const insert = (payment: Payment) => payments.insert({ decision: { payment, facts: [] }, claim: undefined, trace });
function change(payment: Payment, status: PaymentStatus): Promise<boolean> {
  const batch = new PaymentBatch([payment]);
  batch.add({ payment: { ...payment, status, version: payment.version + 1 }, facts: [] }, trace);
  return payments.save(batch);
}
const slotOf = async (orderId: OrderId) => (await slots.find(orderId)).slot;

/** @returns the order whose slot it is */
async function orderWith(slot: 'free' | 'closed' | 'taken'): Promise<OrderId> {
  const orderId = newId<OrderId>();
  if (slot === 'closed') await slots.closeFree([orderId]);
  if (slot === 'taken') await insert(aPayment(orderId));
  return orderId;
}

describe('the statements do with the slot of an order what its rules say', () => {
  it.each(['free', 'closed', 'taken'] as const)('when a payment begins and the slot is %s', async (state) => {
    const orderId = await orderWith(state);
    const before = await slotOf(orderId);
    const payment = aPayment(orderId);
    const taken = take(before, payment);
    expect(await insert(payment)).toBe(taken !== undefined);
    expect(await slotOf(orderId)).toBe(taken ?? before);
    expect((await payments.find(payment.id, undefined)) !== undefined).toBe(taken !== undefined);
  });

  describe.each<PaymentStatus>(['pending', 'paid', 'failed', 'refund_due', 'refunded'])(
    'when a payment is %s',
    (to) => {
      it.each(['its own', 'free', 'closed', 'taken'] as const)('and the slot is %s', async (state) => {
        const orderId = newId<OrderId>();
        const payment = aPayment(orderId);
        await insert(payment);
        let read = payment;
        if (state !== 'its own') {
          await change(payment, 'failed');
          read = { ...payment, version: payment.version + 1 };
        }
        if (state === 'closed') await slots.closeFree([orderId]);
        if (state === 'taken') await insert(aPayment(orderId));
        const before: Slot = await slotOf(orderId);
        expect(await change(read, to)).toBe(true);
        expect(await slotOf(orderId)).toBe(slotAfter(before, { ...payment, status: to }));
      });
    },
  );

  it('and nothing for who read the payment before somebody else changed it', async () => {
    const orderId = newId<OrderId>();
    const payment = aPayment(orderId);
    await insert(payment);
    await change(payment, 'paid');
    expect(await change(payment, 'failed')).toBe(false);
    expect(await slotOf(orderId)).toBe(payment.id);
    expect(await payments.find(payment.id, undefined)).toMatchObject({ status: 'paid', version: 2 });
  });
});
