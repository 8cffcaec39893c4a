import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { orderPaid, paymentCompleted, streams } from '@paidonce/shared/contracts';
import { eventually, query } from '@paidonce/shared/testing';
import { Customer, type PlacedOrder } from './support/customer.ts';
import { type Ending, endingsOf } from './support/endings.ts';
import { expectAuditorAgrees } from './support/expect-auditor-agrees.ts';
import { instanceOf, openShop, type Shop } from './support/shop.ts';
import { openStreams, type Streams } from './support/streams.ts';

const timeToLiveSeconds = 3;

let shop: Shop;
let customer: Customer;
let published: Streams;
beforeAll(async () => {
  const env = {
    ORDER_TIME_TO_LIVE_SECONDS: String(timeToLiveSeconds),
    ORDER_SWEEP_SECONDS: '0.1',
    MOST_UNPAID_ORDERS: '0',
  };
  shop = await openShop({ env: { orders: env } });
  customer = new Customer(shop);
  published = await openStreams(shop);
  // What NATS was not told of before it went away comes again: half a minute is long to wait for that.
  await published.redeliverAfter(streams.PAYMENTS, 'orders', 1_000);
  await published.redeliverAfter(streams.ORDERS, 'payments', 1_000);
});
afterAll(async () => {
  await published.close();
  await shop.close();
});

const several = (count: number) => Promise.all(Array.from({ length: count }, () => customer.order()));
const end = (status: string, timeline: string[], payments: string[]): Ending => ({
  status,
  timeline: ['created', 'confirmed', ...timeline],
  payments,
  sentBack: 0,
});
const pending = (payments: string[]) => end('pending', [], payments);
const paid = end('paid', ['paid'], ['paid']);
const expired = end('cancelled', ['cancelled'], []);
async function expectEach(orders: readonly PlacedOrder[], ending: Ending): Promise<void> {
  const found = await endingsOf(shop, orders);
  expect(orders.map(({ id }) => found.get(id))).toEqual(orders.map(() => ending));
}
const becomes = (orders: readonly PlacedOrder[], ending: Ending) =>
  eventually(() => expectEach(orders, ending), { timeout: 30_000 });
/** Until the sweeper has come for these orders a few times. */
const untilLongExpired = () => delay(timeToLiveSeconds * 1_000 + 2_000);

describe('while payments is away for longer than an order has time', () => {
  it('nothing is cancelled: what was paid just before becomes paid, the rest expires when payments can be asked', async () => {
    const payments = instanceOf(shop, 'payments');
    await expectAuditorAgrees(shop);
    await payments.restart({ PAIDONCE_FAULT_POINT: 'relay.read' }); // the money is taken, and nobody is told
    const [last, ...unpaid] = await several(4);
    if (!last) throw new Error('four were ordered');
    await customer.pay(last).catch(() => undefined);
    await shop.deathOf(payments);
    await untilLongExpired();
    await expectEach([last], pending(['paid']));
    await expectEach(unpaid, pending([]));
    await payments.restart({});
    await becomes([last], paid);
    await becomes(unpaid, expired);
    await expectAuditorAgrees(shop);
  });
});

describe('while NATS is away for longer than an order has time', () => {
  it('nothing is cancelled: people pay, and what they paid becomes paid when it is back', async () => {
    const [first, second, ...unpaid] = await several(5);
    if (!first || !second) throw new Error('five were ordered');
    await shop.nats.kill();
    for (const order of [first, second]) expect(await customer.pay(order)).toMatchObject({ status: 200 });
    await untilLongExpired();
    await expectEach([first, second], pending(['paid']));
    await expectEach(unpaid, pending([]));
    await shop.nats.start();
    await becomes([first, second], paid);
    // The sweeper would come back for them, some seconds later.
    for (const order of unpaid) await eventually(async () => expect((await customer.cancel(order)).status).toBe(204));
    await expectEach(unpaid, expired);
    await expectAuditorAgrees(shop, 40_000);
  });
});

describe('when NATS has lost the tail of its streams', () => {
  const payAll = async (orders: readonly PlacedOrder[]) => {
    const replies = await Promise.all(orders.map((order) => customer.pay(order)));
    for (const reply of replies) expect(reply).toMatchObject({ status: 200 });
  };
  /** What is in the outbox of payments behind the relay's cursor. */
  const unpublished = () =>
    query<{ id: string; subject: string; headers: Record<string, string>; body: string }>(
      shop.databaseUrls.payments,
      `select outbox.id, subject, headers, payload::text as body from outbox, outbox_relay
       where (outbox.xid, outbox.seq) > (outbox_relay.xid, outbox_relay.seq) order by outbox.xid, outbox.seq`,
    );

  it('and new messages took its place before anybody looked, that is noticed, and all of it is published again', async () => {
    const payments = instanceOf(shop, 'payments');
    await payAll(await several(5));
    await expectAuditorAgrees(shop);
    await shop.nats.stop();
    await shop.nats.keepCopy();
    await shop.nats.start();
    const lost = await several(5);
    await payAll(lost);
    await becomes(lost, paid);
    await expectAuditorAgrees(shop);

    // Payments goes on without NATS, which loses what it had just acknowledged …
    await payments.restart({ NATS_URL: 'nats://127.0.0.1:1' });
    const meanwhile = await several(8);
    await payAll(meanwhile);
    await payments.kill();
    await shop.nats.stop();
    await shop.nats.restoreCopy();
    await shop.nats.start();
    // … and is told of the rest by a relay that dies before it can note that: the stream is as long as ever.
    await eventually(async () => published.publish(await unpublished()));
    const before = await published.count(streams.PAYMENTS, paymentCompleted.type);
    await payments.restart({});
    await becomes([...lost, ...meanwhile], paid);
    await eventually(async () =>
      expect(await published.count(streams.PAYMENTS, paymentCompleted.type)).toBeGreaterThanOrEqual(
        before + lost.length,
      ),
    );
    expect(payments.logs().some((line) => line.includes('the stream lost messages'))).toBe(true);
    await expectAuditorAgrees(shop, 40_000);
  });

  it('new events do not wait for the old ones', async () => {
    const old = 20_000;
    await query(
      shop.databaseUrls.payments,
      `insert into outbox (id, subject, headers, payload)
       select id, 'payment.disputed', (headers::jsonb || jsonb_build_object('ce-id', id, 'ce-type', 'payment.disputed'))::json, payload
       from (select uuidv7() as id from generate_series(1, ${old})) as new, (select headers, payload from outbox limit 1) as one`,
    );
    await expectAuditorAgrees(shop, 60_000);
    await shop.nats.stop();
    await shop.nats.wipe();
    const [order] = await several(1);
    if (!order) throw new Error('one was ordered');
    await payAll([order]);
    await shop.nats.start();
    const lanes = () => query(shop.databaseUrls.payments, 'select id from outbox_lane');
    await eventually(async () => expect(await lanes()).toHaveLength(1));
    await becomes([order], paid);
    expect(await lanes()).toHaveLength(1); // the old ones are still on their way
    await eventually(async () => expect(await lanes()).toEqual([]), { timeout: 60_000 });
    expect(await published.count(streams.ORDERS, orderPaid.type)).toBeGreaterThan(10);
    await expectAuditorAgrees(shop, 60_000);
  }, 120_000);
});
