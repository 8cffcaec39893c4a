import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Money, newId, type OrderId, type PaymentId, type UserId } from '@paidonce/shared/contracts';
import { newTrace } from '@paidonce/shared/observability';
import { unheard } from '@paidonce/shared/outbox';
import { begin, type Decision, type Payment, requestRefund, succeed } from '../domain/payment.ts';
import { startPayments, type TestPayments } from '../testing/start-payments.ts';
import { oldestUnsettledSeconds } from './oldest-unsettled.ts';
import { PaymentBatch } from './payment-batch.ts';
import { PaymentRepository } from './payment-repository.ts';

let service: TestPayments;
let payments: PaymentRepository;
beforeAll(async () => {
  service = await startPayments();
  payments = new PaymentRepository(service.db, unheard, 300); // so that nobody asks about them meanwhile
});
afterAll(() => service.stop());

const trace = newTrace();
const hour = 3_600;

async function begun(secondsAgo: number): Promise<Payment> {
  const [payer, amount] = [newId<UserId>(), new Money(1_00, 'USD')];
  const order = { id: newId<OrderId>(), userId: payer, amount, confirmed: true, cancelled: false };
  const at = new Date(Date.now() - secondsAgo * 1_000);
  const payment = begin(order, { id: newId<PaymentId>(), payer, amount, method: 'tok_refund_slow', at });
  await payments.insert({ decision: { payment, facts: [] }, claim: undefined, trace });
  return payment;
}
async function save(read: Payment, decision: Decision): Promise<Payment> {
  const batch = new PaymentBatch([read]);
  batch.add(decision, trace);
  expect(await payments.save(batch)).toBe(true);
  return decision.payment;
}

it('the longest that the provider has owed an outcome is told: of a payment since it was made, of a refund since it is due', async () => {
  expect(await oldestUnsettledSeconds(service.db)).toBe(0);
  const old = await begun(24 * hour);
  expect(await oldestUnsettledSeconds(service.db)).toBeGreaterThanOrEqual(24 * hour);
  const paid = await save(old, succeed(old));
  expect(await oldestUnsettledSeconds(service.db)).toBe(0);
  await begun(hour);
  await save(paid, requestRefund(paid, 'the order was cancelled'));
  const seconds = await oldestUnsettledSeconds(service.db);
  expect(seconds).toBeGreaterThanOrEqual(hour);
  expect(seconds).toBeLessThan(24 * hour);
});
