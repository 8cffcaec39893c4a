import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, type PaymentId, paymentCompleted, paymentRefunded } from '@paidonce/shared/contracts';
import { call, eventually } from '@paidonce/shared/testing';
import { sql } from 'kysely';
import { callBack, type Forgery, providerSecret, type Word } from '../../testing/callback.ts';
import { cancelled } from '../../testing/order-facts.ts';
import { openPaymentDesk, type PaymentDesk } from '../../testing/payment-desk.ts';
import { startPayments, type TestPayments } from '../../testing/start-payments.ts';

let desk: PaymentDesk;
beforeAll(async () => {
  desk = await openPaymentDesk({ PROVIDER_SECRET: providerSecret, PROVIDER_TIMEOUT_SECONDS: '60' });
});
afterAll(() => desk.close());

const idOf = (reply: { body: unknown }) => (reply.body as { id: PaymentId }).id; // a payment, or the test fails on it

/** A payment on which the provider keeps silent, and who waits for it. */
async function pending(patience = 1_000) {
  const order = desk.order();
  const answer = desk.pay(order, { method: 'tok_timeout', patience });
  const payment = await eventually(async () => {
    const [found] = await desk.payments.db.selectFrom('payments').select('id').where('order_id', '=', order).execute();
    if (!found) throw new Error('not begun yet');
    return found.id;
  });
  return { order, payment, answer };
}
async function refundDue() {
  const order = desk.order();
  const payment = idOf(await desk.pay(order, { method: 'tok_refund_slow' }));
  await desk.told.tell(cancelled(order, desk.ada.id, payment));
  await statusIs(payment, 'refund_due');
  return payment;
}
const statusIs = (id: PaymentId, status: string) =>
  eventually(async () => {
    const found = await desk.payments.db.selectFrom('payments').select('status').where('id', '=', id).execute();
    expect(found).toEqual([{ status }]);
  });
/** How many commands of this database wait for a row that somebody else holds. */
const waitingForLocks = async () =>
  (
    await sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
      desk.payments.db,
    )
  ).rows.length;
/** How often each payment is told of as completed, by the events that payments has written down. */
const timesCompleted = async (): Promise<Record<string, number>> => {
  const { rows } = await sql<{ id: string; times: number }>`
    select payload ->> 'payment_id' as id, count(*)::int as times from outbox where subject = ${paymentCompleted.type} group by 1`.execute(
    desk.payments.db,
  );
  return Object.fromEntries(rows.map(({ id, times }) => [id, times]));
};
const say = (type: Word['type'], payment: PaymentId, forgery?: Forgery) =>
  callBack(desk.payments.url, { type, payment }, forgery);
const received = { status: 200, body: { received: true } };

describe('the provider’s callback', () => {
  it('makes a payment paid, for whom waits for it too, and is told of once', async () => {
    const { order, payment, answer } = await pending(5_000);
    for (let time = 1; time <= 3; time += 1) expect(await say('charge.succeeded', payment)).toMatchObject(received);
    expect(await answer).toMatchObject({ status: 200, body: { id: payment, status: 'paid' } });
    expect(await desk.pay(order)).toMatchObject({ status: 403, body: { type: '/problems/already-paid' } });
    await eventually(async () => expect(await desk.told.toldOf(paymentCompleted, payment)).toHaveLength(1));
  });

  it('lets a payment fail, so that another one can pay', async () => {
    const { order, payment, answer } = await pending(5_000);
    expect(await say('charge.declined', payment)).toMatchObject(received);
    expect(await answer).toMatchObject({ status: 402, body: { type: '/problems/payment-declined' } });
    expect((await desk.pay(order)).status).toBe(200);
  });

  it('ends a refund, once', async () => {
    const payment = await refundDue();
    for (let time = 1; time <= 3; time += 1) expect(await say('refund.succeeded', payment)).toMatchObject(received);
    expect(await desk.read(payment)).toMatchObject({ status: 'refunded' });
    await eventually(async () => expect(await desk.told.toldOf(paymentRefunded, payment)).toHaveLength(1));
  });

  it('does not undo that money was taken, nor that it went back', async () => {
    const payment = idOf(await desk.pay(desk.order()));
    expect(await say('charge.declined', payment)).toMatchObject(received);
    expect(await desk.read(payment)).toMatchObject({ status: 'paid' });
    const back = await refundDue();
    await say('refund.succeeded', back);
    expect(await say('charge.succeeded', back)).toMatchObject(received);
    expect(await desk.read(back)).toMatchObject({ status: 'refunded' });
  });

  it('sends money back that was taken after it had been refused', async () => {
    const { payment } = await pending();
    await say('charge.declined', payment);
    expect(await say('charge.succeeded', payment)).toMatchObject(received);
    // The provider is asked to, although it still owes the answer to the first question.
    await statusIs(payment, 'refunded');
    expect(await say('refund.succeeded', payment)).toMatchObject(received);
    await eventually(async () => expect(await desk.told.toldOf(paymentRefunded, payment)).toHaveLength(1));
    expect(await desk.told.toldOf(paymentCompleted, payment)).toEqual([]);
  });

  it('is refused for a payment that nobody knows', async () => {
    expect(await say('charge.succeeded', newId())).toMatchObject({
      status: 404,
      body: { type: '/problems/not-found' },
    });
  });

  it.each<[string, Forgery]>([
    ['by another secret', { secret: Buffer.alloc(32, 'of somebody else') }],
    ['ten minutes ago', { at: new Date(Date.now() - 600_000) }],
    ['in ten minutes', { at: new Date(Date.now() + 600_000) }],
    ['and then written anew', { sent: '{"type": "charge.succeeded", "data": {}}' }],
    ['and then cut off', { sent: '{"type":"charge.succeeded' }],
  ])('that was signed %s is refused, and changes nothing', async (_, forgery) => {
    const { payment } = await pending();
    const { status, body, headers } = await say('charge.succeeded', payment, forgery);
    expect({ status, body }).toMatchObject({ status: 401, body: { type: '/problems/invalid-signature' } });
    expect(headers.get('www-authenticate')).toBe('StandardWebhooks');
    expect(await desk.read(payment)).toMatchObject({ status: 'pending' });
  });

  it('is refused when nobody signed it, administrators neither', async () => {
    const { payment } = await pending();
    const word = { type: 'charge.succeeded', data: { payment_id: payment } };
    const { token } = desk.payments.somebody('admin');
    const answer = await call(`${desk.payments.url}/payments/callbacks`, { token, body: word });
    expect(answer).toMatchObject({ status: 401, body: { type: '/problems/invalid-signature' } });
    expect(await desk.read(payment)).toMatchObject({ status: 'pending' });
  });

  it('names the field that is wrong to who has signed it', async () => {
    const answer = await say('charge.succeeded', 'tomorrow' as PaymentId); // what no payment is called
    expect(answer).toMatchObject({
      status: 422,
      body: { errors: [expect.objectContaining({ field: 'data.payment_id' })] },
    });
  });
});

describe('payments without a secret', () => {
  let closed: TestPayments;
  beforeAll(async () => {
    closed = await startPayments();
  });
  afterAll(() => closed.stop());

  it('believe no callback', async () => {
    const answer = await callBack(closed.url, { type: 'charge.succeeded', payment: newId() });
    expect(answer).toMatchObject({ status: 401, body: { type: '/problems/invalid-signature' } });
  });
});

it('told at two instances that have both read that it is pending, a payment is completed once', async () => {
  const other = await desk.payments.another();
  const { payment } = await pending();
  const says = await desk.payments.db.transaction().execute(async (transaction) => {
    await transaction.selectFrom('payments').select('id').where('id', '=', payment).forUpdate().execute();
    const said = [desk.payments.url, other].map((url) => callBack(url, { type: 'charge.succeeded', payment }));
    await eventually(async () => expect(await waitingForLocks()).toBe(2));
    return said;
  });
  for (const said of await Promise.all(says)) expect(said).toMatchObject(received);
  expect((await timesCompleted())[payment]).toBe(1);
});

it('told at two instances at the same moment, 300 times, each payment is completed once', async () => {
  const other = await desk.payments.another();
  const rounds = Array.from({ length: 300 }, (_, round) => round);
  await Promise.all(
    Array.from({ length: 12 }, async () => {
      for (let round = rounds.pop(); round !== undefined; round = rounds.pop()) {
        const { order, payment, answer } = await pending(5_000);
        const urls = [desk.payments.url, other];
        const says = [0, 1, 2].map((time) =>
          callBack(urls[(round + time) % 2] ?? '', { type: 'charge.succeeded', payment }),
        );
        for (const said of await Promise.all(says)) expect(said).toMatchObject(received);
        expect((await answer).status).toBe(200);
        expect((await desk.pay(order)).status).toBe(403);
      }
    }),
  );
  const times = Object.values(await timesCompleted());
  expect(times.length).toBeGreaterThanOrEqual(300);
  expect(new Set(times)).toEqual(new Set([1]));
});
