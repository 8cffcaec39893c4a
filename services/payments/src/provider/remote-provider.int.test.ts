import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type OrderId,
  type PaymentId,
  paymentCompleted,
  paymentFailed,
  paymentRefunded,
  streams,
} from '@paidonce/shared/contracts';
import {
  call,
  eventually,
  type OwnProvider,
  ownProvider,
  startStreams,
  type TestStreams,
} from '@paidonce/shared/testing';
import { sql } from 'kysely';
import { cancelled } from '../testing/order-facts.ts';
import { type OrdersService, startOrdersService } from '../testing/start-orders-svc.ts';
import { type Person, startPayments, type TestPayments } from '../testing/start-payments.ts';

let told: TestStreams;
let ordersService: OrdersService;
let provider: OwnProvider;
let payments: TestPayments;
let urls: string[];
let ada: Person;
const startProvider = (env?: Record<string, string>) => provider.start(`${urls[0]}/payments/callbacks`, env);
beforeAll(async () => {
  told = await startStreams(streams.ORDERS);
  ordersService = await startOrdersService();
  provider = await ownProvider();
  const addresses = { NATS_URL: told.url, ORDERS_URL: ordersService.url, ...provider.environment };
  payments = await startPayments({ ...addresses, PROVIDER_TIMEOUT_SECONDS: '1.2' });
  urls = [payments.url, await payments.another()];
  ada = payments.somebody();
  await startProvider();
});
afterAll(async () => {
  await payments.stop();
  await provider.close();
  await ordersService.stop();
  await told.close();
});

type Paying = { order?: OrderId; url?: string; patience?: number };
/** Pays at the second instance, while the first is called back. */
async function pay(payment_method: string, { order, url = urls[1] ?? '', patience = 5_000 }: Paying = {}) {
  const order_id = order ?? ordersService.order(ada);
  const { status } = await call(`${url}/payments/pay`, {
    token: ada.token,
    body: { order_id, amount: 109.08, payment_method },
    headers: { 'x-request-timeout-ms': String(patience) },
  });
  const found = await payments.db.selectFrom('payments').select('id').where('order_id', '=', order_id).execute();
  return { order: order_id, status, payments: found.map(({ id }) => id) };
}
async function only(paying: ReturnType<typeof pay>): Promise<{ order: OrderId; status: number; payment: PaymentId }> {
  const {
    order,
    status,
    payments: [payment, ...others],
  } = await paying;
  if (payment === undefined || others.length > 0) throw new Error(`the order has ${others.length + 1} payments`);
  return { order, status, payment };
}
const becomes = (payment: PaymentId, status: string) =>
  eventually(
    async () => {
      const found = await payments.db.selectFrom('payments').select('status').where('id', '=', payment).execute();
      expect(found).toEqual([{ status }]);
    },
    { timeout: 40_000 },
  );
const doneTo = async (payment: PaymentId) =>
  (await provider.ledger()).filter(({ payment_id }) => payment_id === payment).map(({ what }) => what);
const callbacksOf = (payment: PaymentId) =>
  provider
    .callbacks()
    .filter(({ payment_id }) => payment_id === payment)
    .map(({ type, status }) => `${type}: ${status}`);
const isCalledBack = (payment: PaymentId, callbacks: string[]) =>
  eventually(() => expect(callbacksOf(payment)).toEqual(callbacks));
const isToldOnce = (event: Parameters<TestStreams['toldOf']>[0], payment: PaymentId) =>
  eventually(async () => expect(await told.toldOf(event, payment)).toHaveLength(1));
const succeeded = 'charge.succeeded: 200';
const declined = 'charge.declined: 200';

describe('the remote provider', () => {
  it.each([
    ['answers and calls back', 'tok_card', [succeeded]],
    ['calls back before it answers', 'tok_callback_first', [succeeded]],
    ['calls back twice', 'tok_callback_twice', [succeeded, succeeded]],
    ['calls back late, instead of answering', 'tok_callback_late', [succeeded]],
    ['is slow to answer', 'tok_slow', [succeeded]],
  ])('%s: the order is paid, once', async (_, method, callbacks) => {
    const { order, status, payment } = await only(pay(method));
    expect(status).toBe(200);
    await isCalledBack(payment, callbacks);
    await isToldOnce(paymentCompleted, payment);
    expect(await doneTo(payment)).toEqual(['charged']);
    expect((await pay(method, { order })).status).toBe(403);
  });

  it('declines: the payment has failed, and another one can pay', async () => {
    const { order, status, payment } = await only(pay('tok_declined'));
    expect(status).toBe(402);
    await isCalledBack(payment, [declined]);
    await isToldOnce(paymentFailed, payment);
    expect((await pay('tok_card', { order })).status).toBe(200);
  });

  it.each([
    ['never calls back', 'tok_callback_never'],
    ['breaks off when it has taken the money', 'tok_breaks_off'],
  ])('%s: asked again it says what it did, and the order is paid, once', async (_, method) => {
    const { status, payment } = await only(pay(method, { patience: 1_000 }));
    expect(status).toBe(409);
    await becomes(payment, 'paid');
    await isToldOnce(paymentCompleted, payment);
    expect(await doneTo(payment)).toEqual(['charged']);
    expect(callbacksOf(payment)).toEqual([]);
  });

  it('is played by somebody else, who says that it took the money: nobody believes that', async () => {
    const { status, payment } = await only(pay('tok_callback_forged', { patience: 1_500 }));
    await isCalledBack(payment, ['charge.succeeded: 401']);
    expect(status).toBe(409);
    await becomes(payment, 'failed');
    expect(await told.toldOf(paymentCompleted, payment)).toEqual([]);
  });

  it.each(['tok_card', 'tok_callback_first', 'tok_callback_twice', 'tok_callback_late', 'tok_breaks_off'])(
    'sends money of %s back, once',
    async (method) => {
      const { order, payment } = await only(pay(method));
      await becomes(payment, 'paid');
      for (let time = 1; time <= 2; time += 1) await told.tell(cancelled(order, ada.id, payment));
      await becomes(payment, 'refunded');
      await isToldOnce(paymentRefunded, payment);
      expect(await doneTo(payment)).toEqual(['charged', 'refunded']);
    },
  );
});

describe('a provider that dies', () => {
  it('before it is asked leaves the payment open, and takes the money when it is back', async () => {
    await provider.kill();
    const { status, payment } = await only(pay('tok_card', { patience: 1_000 }));
    expect(status).toBe(409);
    await startProvider();
    await becomes(payment, 'paid');
    expect(await doneTo(payment)).toEqual(['charged']);
  });

  it.each(['provider.asked', 'provider.written'])(
    'at %s takes the money once, and sends it back once',
    async (point) => {
      await provider.kill();
      await startProvider({ PAIDONCE_FAULT_POINT: point });
      const { order, status, payment } = await only(pay('tok_card', { patience: 1_000 }));
      expect(status).toBe(409);
      await provider.death();
      await provider.tearLedger();
      await startProvider();
      await becomes(payment, 'paid');

      await provider.kill();
      await startProvider({ PAIDONCE_FAULT_POINT: point });
      await told.tell(cancelled(order, ada.id, payment));
      await provider.death();
      await startProvider();
      await becomes(payment, 'refunded');
      await isToldOnce(paymentCompleted, payment);
      await isToldOnce(paymentRefunded, payment);
      expect(await doneTo(payment)).toEqual(['charged', 'refunded']);
    },
  );
});

it('its callback at one instance and its answer at another meet 300 times, and each payment is completed once', async () => {
  const rounds = Array.from({ length: 300 }, (_, round) => round);
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let round = rounds.pop(); round !== undefined; round = rounds.pop()) {
        const { status, payment } = await only(pay(round % 3 === 0 ? 'tok_callback_first' : 'tok_card'));
        expect(status).toBe(200);
        await isCalledBack(payment, [succeeded]);
      }
    }),
  );
  const { rows } =
    await sql`select payload->>'payment_id' from outbox where subject = 'payment.completed' group by 1 having count(*) > 1`.execute(
      payments.db,
    );
  expect(rows).toEqual([]);
  const charged = (await provider.ledger()).filter(({ what }) => what === 'charged').map((line) => line.payment_id);
  expect(new Set(charged).size).toBe(charged.length);
});
