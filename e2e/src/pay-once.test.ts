import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { databaseOwners, type System } from '@paidonce/local/system';
import { newId, paymentCompleted, streams } from '@paidonce/shared/contracts';
import { dumpDatabase, eventually, query } from '@paidonce/shared/testing';
import { Customer } from './support/customer.ts';
import { expectAuditorAgrees } from './support/expect-auditor-agrees.ts';
import { expectPaidOnce } from './support/expect-paid-once.ts';
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
  it.each([
    ['is no payment at all', '{"payment_id":"none"}', /ZodError/],
    ['is not even JSON', '{', /SyntaxError/],
    ['is a payment of an order that nobody placed', JSON.stringify(paymentOfNothing()), /Poison: there is no order/],
  ])('and %s is set aside with its reason, while others are paid', async (_, body, reason) => {
    const id = newId<string>();
    const headers = {
      'ce-id': id,
      'ce-type': paymentCompleted.type,
      'ce-source': 'a-stranger',
      'ce-correlationid': id,
    };
    const order = await customer.order();
    await published.publish([{ id, subject: paymentCompleted.type, headers, body }]);
    expect(await customer.pay(order)).toMatchObject({ status: 200 });
    await expectPaidOnce(shop, customer, order);

    const [letter] = await eventually(async () => {
      const found = await query(shop.databaseUrls.orders, 'select * from dead_letters where event_id = $1', id);
      expect(found).toHaveLength(1);
      return found;
    });
    expect(letter).toMatchObject({ subscription: 'PAYMENTS', payload: body, reason: expect.stringMatching(reason) });
    const seen = await expectAuditorAgrees(shop);
    expect(seen.delivery.find(({ stream }) => stream === 'PAYMENTS')?.subscribers[0]?.latest[0]).toMatchObject({
      event: id,
    });
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
    await expectPaidOnce(shop, customer, order, { timeout: 3_000 });
    await leader.restart();
    await expectAuditorAgrees(shop);
  });
});

function paymentOfNothing() {
  const [payment_id, order_id, user_id] = [newId(), newId(), newId()];
  return { payment_id, version: 1, order_id, user_id, amount_minor: 100, currency: 'USD' };
}

async function everyTable({ databaseUrls }: System): Promise<Record<string, Record<string, string[]>>> {
  const dumps = databaseOwners.map(async (owner) => [owner, await dumpDatabase(databaseUrls[owner])] as const);
  return Object.fromEntries(await Promise.all(dumps));
}
