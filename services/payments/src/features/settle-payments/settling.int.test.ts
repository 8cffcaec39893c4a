import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, type OrderId, type PaymentId, paymentCompleted, paymentFailed } from '@paidonce/shared/contracts';
import { call, eventually } from '@paidonce/shared/testing';
import { sql } from 'kysely';
import { paymentRejected } from '../../testing/order-facts.ts';
import { openPaymentDesk, type PaymentDesk } from '../../testing/payment-desk.ts';

let desk: PaymentDesk;
beforeAll(async () => {
  desk = await openPaymentDesk({ PROVIDER_TIMEOUT_SECONDS: '1' });
  await desk.payments.another();
});
afterAll(() => desk.close());

const paymentsOf = async (order: OrderId) =>
  (await call(`${desk.payments.url}/payments?order_id=${order}`, { token: desk.ada.token })).body as {
    id: PaymentId;
    status: string;
  }[]; // a list
const onlyPaymentOf = async (order: OrderId) => {
  const [payment, ...others] = await paymentsOf(order);
  if (!payment || others.length > 0) throw new Error(`the order has ${others.length + 1} payments`);
  return payment;
};
const declined = { status: 402, body: { type: '/problems/payment-declined' } };
const inProgress = { status: 409, body: { type: '/problems/payment-in-progress' } };
const alreadyPaid = { status: 403, body: { type: '/problems/already-paid' } };
/** Too little time for a provider that keeps silent for a second. */
const patience = 700;

describe('a payment that the provider declines', () => {
  it('has failed, is told of, and the order can be paid by another one', async () => {
    const order = desk.order();
    expect(await desk.pay(order, { method: 'tok_declined' })).toMatchObject({
      ...declined,
      body: { detail: 'The payment was declined: the card was declined' },
    });
    const { id, status } = await onlyPaymentOf(order);
    expect(status).toBe('failed');
    await eventually(async () =>
      expect(await desk.told.toldOf(paymentFailed, id)).toEqual([
        expect.objectContaining({ order_id: order, version: 2, reason: 'the card was declined' }),
      ]),
    );
    expect((await desk.pay(order)).status).toBe(200);
    expect(await desk.pay(order)).toMatchObject(alreadyPaid);
    expect((await paymentsOf(order)).map((payment) => payment.status)).toEqual(['paid', 'failed']);
  });
});

describe('a payment that the provider is slow to decide', () => {
  it('is waited for', async () => {
    const order = desk.order();
    expect(await desk.pay(order, { method: 'tok_slow' })).toMatchObject({ status: 200, body: { status: 'paid' } });
  });

  it('is under way when time is up, and is paid in the end, once', async () => {
    const order = desk.order();
    const { status, body, headers } = await desk.pay(order, { method: 'tok_timeout', patience });
    expect({ status, body }).toMatchObject(inProgress);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    const { id, status: shown } = await onlyPaymentOf(order);
    expect(shown).toBe('pending');
    expect(await desk.pay(order, { patience })).toMatchObject(inProgress);
    await eventually(async () => expect((await onlyPaymentOf(order)).status).toBe('paid'));
    await eventually(async () => expect(await desk.told.toldOf(paymentCompleted, id)).toHaveLength(1));
    expect(await desk.pay(order)).toMatchObject(alreadyPaid);
  });

  it('is waited for by the next payer, who is told that it is paid', async () => {
    const order = desk.order();
    expect(await desk.pay(order, { method: 'tok_timeout', patience })).toMatchObject(inProgress);
    expect(await desk.pay(order)).toMatchObject(alreadyPaid);
  });

  it('is waited for by the next payer, who pays when it was declined', async () => {
    const order = desk.order();
    expect(await desk.pay(order, { method: 'tok_timeout_declined', patience })).toMatchObject(inProgress);
    expect(await desk.pay(order)).toMatchObject({ status: 200, body: { status: 'paid' } });
    expect((await paymentsOf(order)).map((payment) => payment.status)).toEqual(['paid', 'failed']);
  });
});

describe('paying again with the same Idempotency-Key', () => {
  const replayed = ({ headers }: { headers: Headers }) => headers.get('idempotency-replayed');

  it('gets the same payment again', async () => {
    const order = desk.order();
    const first = await desk.pay(order, { key: 'one' });
    const second = await desk.pay(order, { key: 'one' });
    expect(first.status).toBe(200);
    expect(second).toMatchObject({ status: 200, body: first.body });
    expect([replayed(first), replayed(second)]).toEqual([null, 'true']);
  });

  it('gets the same refusal again, and another key pays', async () => {
    const order = desk.order();
    const first = await desk.pay(order, { method: 'tok_declined', key: 'two' });
    const second = await desk.pay(order, { method: 'tok_declined', key: 'two' });
    expect(first).toMatchObject(declined);
    expect(second).toMatchObject(declined);
    expect([replayed(first), replayed(second)]).toEqual([null, 'true']);
    expect((await desk.pay(order, { key: 'three' })).status).toBe(200);
  });

  it('gets the first answer again when the money has gone back since', async () => {
    const order = desk.order();
    const first = await desk.pay(order, { key: 'seven' });
    const { id } = await onlyPaymentOf(order);
    await desk.told.tell(paymentRejected(order, id, desk.ada.id));
    await eventually(async () => expect((await onlyPaymentOf(order)).status).toBe('refunded'));
    expect(await desk.pay(order, { key: 'seven' })).toMatchObject({ status: 200, body: first.body as object });
  });

  it('waits for what was still under way', async () => {
    const order = desk.order();
    expect(await desk.pay(order, { method: 'tok_timeout', key: 'four', patience })).toMatchObject(inProgress);
    expect(await desk.pay(order, { method: 'tok_timeout', key: 'four', patience })).toMatchObject(inProgress);
    const { status, body } = await desk.pay(order, { method: 'tok_timeout', key: 'four' });
    expect({ status, body }).toMatchObject({ status: 200, body: { ...(await onlyPaymentOf(order)) } });
  });

  it('is refused with another order', async () => {
    const key = 'five';
    expect((await desk.pay(desk.order(), { key })).status).toBe(200);
    expect(await desk.pay(desk.order(), { key })).toMatchObject({ status: 422 });
  });

  it('does it once when twenty come at the same moment', async () => {
    const order = desk.order();
    const answers = await Promise.all(Array.from({ length: 20 }, () => desk.pay(order, { key: 'six' })));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers.filter((answer) => replayed(answer) === null)).toHaveLength(1);
  });
});

describe('what a crash has left', () => {
  /** As it stands when the process died between committing it and asking the provider. */
  async function left(status: 'pending' | 'refund_due', order = newId<OrderId>()): Promise<PaymentId> {
    const id = newId<PaymentId>();
    await sql`insert into slots (order_id, payment_id) values (${order}, ${status === 'pending' ? id : null})`.execute(
      desk.payments.db,
    );
    await sql`insert into payments (id, order_id, user_id, version, status, amount_minor, currency, created_at, reason, next_try_at)
      values (${id}, ${order}, ${desk.ada.id}, 1, ${status}, 100, 'USD', now(), 'cancelled', now() + interval '1 second')`.execute(
      desk.payments.db,
    );
    return id;
  }
  const becomes = (id: PaymentId, status: string) =>
    eventually(async () => expect(await desk.read(id)).toMatchObject({ status }));

  it('is asked about again, and ends', async () => {
    const [paid, refunded] = [await left('pending'), await left('refund_due')];
    expect(await desk.read(refunded)).toMatchObject({ status: 'paid' });
    await becomes(paid, 'paid');
    await becomes(refunded, 'refunded');
    await eventually(async () => expect(await desk.told.toldOf(paymentCompleted, paid)).toHaveLength(1));
  });

  it('does not wait behind what the provider does not decide', async () => {
    const silent = await Promise.all(Array.from({ length: 40 }, () => left('pending')));
    await sql`update payments set method = 'tok_timeout', created_at = now() + interval '1 hour', next_try_at = now()
      where id = any(${silent})`.execute(desk.payments.db);
    await becomes(await left('pending'), 'paid');
    expect(await desk.read(silent[0] ?? newId())).toMatchObject({ status: 'pending' });
    await sql`update payments set created_at = now() - interval '1 hour', next_try_at = now() where id = any(${silent})`.execute(
      desk.payments.db,
    );
    for (const id of silent) await becomes(id, 'paid');
  });
});
