import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { databaseOwners, type System } from '@paidonce/local/system';
import { newId, paymentCompleted, streams } from '@paidonce/shared/contracts';
import { dumpDatabase, eventually, query } from '@paidonce/shared/testing';
import { Customer } from './support/customer.ts';
import { expectAuditorAgrees } from './support/expect-auditor-agrees.ts';
import { expectPaidOnce } from './support/expect-paid-once.ts';
import { sendCrowd } from './support/paying-crowd.ts';
import { publishRaw } from './support/publish-raw.ts';
import { instanceOf, openShop, type Shop } from './support/shop.ts';
import { openStreams, type Streams } from './support/streams.ts';

let shop: Shop;
let published: Streams;
let customer: Customer;
beforeAll(async () => {
  shop = await openShop({ instances: { payments: 2 } });
  published = await openStreams(shop);
  customer = new Customer(shop);
});
afterAll(async () => {
  await published.close();
  await shop.close();
});

describe('a hundred payments of one order at the same time, over two instances of payments', () => {
  it('are one payment and ninety-nine refusals', async () => {
    const order = await customer.order();
    const before = await published.count(streams.PAYMENTS, paymentCompleted.type);
    const replies = await Promise.all(
      Array.from({ length: 100 }, (_, number) => customer.pay(order, instanceOf(shop, 'payments', number % 2).url)),
    );

    expect(replies.filter((reply) => reply.status === 200)).toHaveLength(1);
    const refusals = replies.filter((reply) => reply.status === 403);
    expect(refusals).toHaveLength(99);
    for (const { body } of refusals)
      expect(body).toMatchObject({ type: '/problems/already-paid', detail: 'Already Paid' });
    await expectPaidOnce(shop, customer, order);
    expect(await published.count(streams.PAYMENTS, paymentCompleted.type)).toBe(before + 1);
    await expectAuditorAgrees(shop);
  });
});

describe('while people order and pay', () => {
  it('the auditor, who looks twice, has nothing to report', async () => {
    const crowd = sendCrowd(shop, { people: 8, ordersEach: 500 });
    await eventually(() => expect(crowd.paid()).toBeGreaterThan(20));
    await expectAuditorAgrees(shop);
    await expectAuditorAgrees(shop);
    await crowd.leave();
  });
});

describe('events of payments that are delivered again', () => {
  type Sent = { id: string; subject: string; headers: Record<string, string>; body: string };
  let events: Sent[];
  let before: Record<string, Record<string, string[]>>;

  beforeAll(async () => {
    const orders = await Promise.all(Array.from({ length: 20 }, () => customer.order()));
    await Promise.all(orders.map((order) => customer.pay(order)));
    await Promise.all(orders.map((order) => expectPaidOnce(shop, customer, order)));
    await expectAuditorAgrees(shop);
    events = await query<Sent>(
      shop.databaseUrls.payments,
      'select id, subject, headers, payload::text as body from outbox order by outbox.xid, seq',
    );
    before = await everyTable(shop);
  });

  const underNewId = (event: Sent): Sent => ({ ...event, id: newId() });

  const ways: [string, () => Promise<void>][] = [
    ['one by one under their old message ids', () => oneByOne(events)],
    ['one by one under new message ids', () => oneByOne(events.map(underNewId))],
    ['all at once under new message ids', () => published.publish([...events, ...events].map(underNewId))],
    ['all of the stream from its beginning', () => published.forgetProgress(streams.PAYMENTS, 'orders')],
  ];

  it.each(ways)('%s change no row anywhere', async (_, deliverAgain) => {
    await deliverAgain();
    await eventually(() => published.allSettled(streams.PAYMENTS, 'orders'));
    expect(await everyTable(shop)).toEqual(before);
  });

  async function oneByOne(again: readonly Sent[]): Promise<void> {
    for (const event of again) await published.publish([event]);
  }
});

describe('a message that cannot be applied', () => {
  const stranger = (id: string, body: string) => ({
    id,
    subject: paymentCompleted.type,
    headers: { 'ce-id': id, 'ce-type': paymentCompleted.type, 'ce-source': 'a-stranger', 'ce-correlationid': id },
    body,
  });
  const ofNothing = () =>
    JSON.stringify({
      payment_id: newId(),
      version: 1,
      order_id: newId(),
      user_id: newId(),
      amount_minor: 100,
      currency: 'USD',
    });
  const deadLetter = (id: string) =>
    eventually(async () => {
      const found = await query(shop.databaseUrls.orders, 'select * from dead_letters where event_id = $1', id);
      expect(found).toHaveLength(1);
      return found[0];
    });

  it.each([
    ['is no payment at all', '{"payment_id":"none"}', /^Poison: payment_id/],
    ['is not even JSON', '{', /SyntaxError/],
    ['is a payment of an order that nobody placed', ofNothing(), /Poison: there is no order/],
  ])('and %s is set aside with its reason', async (_, body, reason) => {
    const id = newId<string>();
    await published.publish([stranger(id, body)]);
    const letter = { subscription: 'PAYMENTS', payload: body, reason: expect.stringMatching(reason) };
    expect(await deadLetter(id)).toMatchObject(letter);
    const { delivery } = await expectAuditorAgrees(shop);
    expect(delivery.find(({ stream }) => stream === 'PAYMENTS')?.subscribers[0]?.latest[0]).toMatchObject({
      event: id,
    });
  });

  it('since its headers are broken is set aside too, and neither orders nor the auditor stumbles over it', async () => {
    const headers = ['ce-id: 1', `ce-type: ${paymentCompleted.type}`, 'ce-correlationid: of\ntwo lines'];
    await publishRaw(shop.natsUrl, paymentCompleted.type, headers, ofNothing());
    const found = await eventually(async () => {
      const letters = await query(
        shop.databaseUrls.orders,
        "select headers, reason from dead_letters where event_id like 'PAYMENTS:%'",
      );
      expect(letters).toHaveLength(1);
      return letters[0];
    });
    expect(found).toEqual({ headers: {}, reason: expect.stringContaining('ce-id') });
    const order = await customer.order();
    expect(await customer.pay(order)).toMatchObject({ status: 200 });
    await expectPaidOnce(shop, customer, order);
    await expectAuditorAgrees(shop);
  });

  it('does not hold back the others that come with it', async () => {
    const orders = await Promise.all(Array.from({ length: 6 }, () => customer.order()));
    await expectAuditorAgrees(shop); // payments knows them all, so that it need not ask orders
    const instance = instanceOf(shop, 'orders');
    await instance.kill('SIGTERM');
    const id = newId<string>();
    for (const order of orders) {
      expect(await customer.pay(order)).toMatchObject({ status: 200 });
      if (order === orders[2]) await published.publish([stranger(id, ofNothing())]);
    }
    await instance.restart();
    for (const order of orders) await expectPaidOnce(shop, customer, order, { timeout: 20_000 }); // NATS would bring them again after thirty
    await deadLetter(id);
  });
});

describe('two instances of payments', () => {
  it('when the one whose relay leads is killed, the other publishes within seconds', async () => {
    const instances = [0, 1].map((number) => instanceOf(shop, 'payments', number));
    const leader = instances.find((instance) =>
      instance.logs().some((line) => line.includes('leading the outbox relay')),
    );
    const other = instances.find((instance) => instance !== leader);
    if (!leader || !other) throw new Error('there must be one leader');
    const order = await customer.order();
    await leader.kill('SIGKILL');
    expect(await customer.pay(order, other.url)).toMatchObject({ status: 200 });
    await expectPaidOnce(shop, customer, order, { timeout: 15_000 });
    await leader.restart();
    await expectAuditorAgrees(shop);
  });
});

async function everyTable({ databaseUrls }: System): Promise<Record<string, Record<string, string[]>>> {
  const dumps = databaseOwners.map(async (owner) => [owner, await dumpDatabase(databaseUrls[owner])] as const);
  return Object.fromEntries(await Promise.all(dumps));
}
