import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Addresses, audit, type DatabaseOwner, databaseOwners } from './index.ts';
import { type ShopAtRest, shopAtRest } from './testing/shop-at-rest.ts';

let shop: ShopAtRest;
beforeAll(async () => {
  shop = await shopAtRest();
});
afterAll(() => shop.close());

const patience = 0; // every service has stopped, nothing is on its way

const onePaid = `(select id from orders where status = 'paid' order by id limit 1)`;
const onePending = `(select id from orders where status = 'pending' order by id limit 1)`;
const oneCompleted = `(select id from payments where status = 'paid' order by id limit 1)`;
const outboxRowOf = (subject: string) => `(select id from outbox where subject = '${subject}' order by id limit 1)`;
const withoutConstraints = (table: string, ...names: string[]) =>
  `alter table ${table} ${names.map((name) => `drop constraint ${name}`).join(', ')};`;

type Broken = [number: number, what: string, service: DatabaseOwner, statements: string, sentence: RegExp];

const brokenStates: Broken[] = [
  [
    1,
    'a live payment is doubled',
    'payments',
    `insert into payments select gen_random_uuid(), order_id, user_id, version, status, amount_minor, currency, created_at
     from payments where id = ${oneCompleted}`,
    /has 2 live payments/,
  ],
  [
    1,
    'a slot is deleted',
    'payments',
    `delete from slots where payment_id = ${oneCompleted}`,
    /does not hold the slot/,
  ],
  [
    2,
    'a paid order is pending again',
    'orders',
    `update orders set status = 'pending', payment_id = null where id = ${onePaid}`,
    /is still pending/,
  ],
  [2, 'a paid order is deleted', 'orders', `delete from orders where id = ${onePaid}`, /which orders does not know/],
  [
    2,
    'a payment is refunded in payments alone',
    'payments',
    `update payments set status = 'refunded' where id = ${oneCompleted}`,
    /is refunded, but order .* counts as paid/,
  ],
  [
    2,
    'a refunded payment is live again',
    'payments',
    `update payments set status = 'paid' where status = 'refunded'`,
    /is paid, but order .* is still pending/,
  ],
  [
    3,
    'a payment is deleted',
    'payments',
    `delete from payments where id = ${oneCompleted}`,
    /which payments does not know/,
  ],
  [
    3,
    'an order became paid by nothing',
    'orders',
    `update orders set status = 'paid', payment_id = gen_random_uuid() where id = ${onePending}`,
    /which payments does not know/,
  ],
  [
    3,
    'a payment is of another amount',
    'payments',
    `update payments set amount_minor = 999 where id = ${oneCompleted}`,
    /of 999 USD and costs 1000 USD/,
  ],
  [
    3,
    'a payment is for another order',
    'payments',
    `update payments set order_id = gen_random_uuid() where id = ${oneCompleted}`,
    /which is for order/,
  ],
  [
    7,
    'a line of a timeline is deleted',
    'orders',
    `delete from order_events where type = 'paid' and order_id = ${onePaid}`,
    /was changed 3 times, its timeline has 2 lines/,
  ],
  [
    7,
    'a line of a timeline is doubled',
    'orders',
    `${withoutConstraints('order_events', 'order_events_pkey')} insert into order_events select * from order_events where type = 'paid'`,
    /tells a change twice|illegal step: pending to paid/,
  ],
  [
    7,
    'an order changes without a line',
    'orders',
    `update orders set version = version + 1 where id = ${onePending}`,
    /was changed 3 times, its timeline has 2 lines/,
  ],
  [
    7,
    'a status was never reached',
    'orders',
    `update order_events set old_value = 'paid', new_value = 'pending' where type = 'paid' and order_id = ${onePaid}`,
    /illegal step: paid to pending/,
  ],
  [7, 'a timeline is of no order', 'orders', `delete from orders where id = ${onePending}`, /but no such order/],
  [
    8,
    'an outbox row was never published',
    'payments',
    `insert into outbox (id, subject, headers, payload) select gen_random_uuid(), 'payment.failed', headers, payload from outbox limit 1`,
    /payment.failed .* is in the outbox of payments, but not in PAYMENTS/,
  ],
  [
    8,
    'an outbox row of a published event is deleted',
    'orders',
    `delete from outbox where id = ${outboxRowOf('order.created')}`,
    /is in ORDERS, but not in the outbox of orders/,
  ],
  [
    8,
    'an event is not marked as applied',
    'orders',
    `delete from inbox where ctid = (select ctid from inbox where subscription = 'PAYMENTS' limit 1)`,
    /orders has not applied payment.completed/,
  ],
  [
    9,
    'a payment and its order disagree about the sum',
    'orders',
    `update orders set amount_minor = amount_minor + 1 where id = ${onePaid}`,
    /Payments come to 3000, paid orders to 3001/,
  ],
  [
    10,
    'an order that was announced is deleted',
    'orders',
    `delete from orders where id = ${onePending}`,
    /order.created tells of .*, which is not there in orders/,
  ],
  [
    10,
    'an event is deleted from the outbox',
    'payments',
    `delete from outbox where id = ${outboxRowOf('payment.completed')}`,
    /in payments has 0 payment.completed events/,
  ],
  [
    10,
    'an order was announced as paid twice',
    'orders',
    `insert into outbox (id, subject, headers, payload)
     select gen_random_uuid(), subject, headers, payload from outbox where id = ${outboxRowOf('order.paid')}`,
    /in orders has 2 order.paid events/,
  ],
  [
    10,
    'a user is deleted',
    'users',
    `delete from users where email = 'bob@example.com'`,
    /tells of .*, which is not there in users/,
  ],
  [
    10,
    'a product is deleted',
    'products',
    `delete from products where id = 'SKU-001'`,
    /tells of SKU-001, which is not there/,
  ],
];

describe('the auditor', () => {
  it('finds nothing wrong with a healthy shop, read by a role that cannot write', async () => {
    const seen = await audit(shop.addresses, { patience });
    expect(seen.invariants.flatMap(({ violations }) => violations)).toEqual([]);
    expect(seen.ok).toBe(true);
    expect(seen.invariants.map(({ number }) => number)).toEqual([1, 2, 3, 7, 8, 9, 10]);
  });

  it.each(brokenStates)('sees invariant %i broken when %s', async (number, _what, service, statements, sentence) => {
    const seen = await audit(await shop.butWith(service, statements), { patience });
    expect(seen.ok).toBe(false);
    const { violations } = seen.invariants.find((invariant) => invariant.number === number) ?? { violations: [] };
    expect(violations.map(({ what }) => what).join('\n')).toMatch(sentence);
  });

  it('shows dead letters with their reason, and does not call them a violation', async () => {
    const deadLetter = `insert into dead_letters values ('PAYMENTS', 'x', 7, 'payment.completed', '{}', '{}', 'Poison: there is no order', 1)`;
    const seen = await audit(await shop.butWith('orders', deadLetter), { patience });
    expect(seen.ok).toBe(true);
    const payments = seen.delivery.find(({ stream }) => stream === 'PAYMENTS');
    expect(payments?.subscribers).toMatchObject([
      { service: 'orders', behind: 0, deadLetters: 1, latest: [{ event: 'x', reason: 'Poison: there is no order' }] },
    ]);
  });

  it('shows what is not published yet and which stream is being filled again', async () => {
    const begun = `update outbox_relay set xid = '0', seq = 0; insert into outbox_lane (at_xid, at_seq, to_xid, to_seq) values ('0', 0, '9', 9)`;
    const seen = await audit(await shop.butWith('products', begun), { patience });
    expect(seen.delivery.find(({ stream }) => stream === 'PRODUCTS')).toMatchObject({ unpublished: 10, openLanes: 1 });
  });

  it('says so when it cannot look', async () => {
    const elsewhere = {
      ...shop.addresses,
      readerUrls: { ...shop.addresses.readerUrls, users: 'postgres://127.0.0.1:1/none' },
    };
    await expect(audit(elsewhere, { patience })).rejects.toThrow(/The database of users cannot be read/);
  });
});

describe('paidonce audit', () => {
  it('prints each invariant in a sentence and ends with 0', async () => {
    const { code, output } = await paidonce(['audit'], shop.addresses);
    expect(code).toBe(0);
    expect(output).toContain('holds   1. An order has at most one live payment.');
    expect(output).toContain('orders: has applied all of it');
    expect(output).toContain('Every invariant holds.');
  });

  it('ends with 1 when something is violated, and says it to scripts as JSON', async () => {
    const broken = await shop.butWith('orders', `update orders set amount_minor = 1 where id = ${onePaid}`);
    const { code, output } = await paidonce(['audit', '--json'], broken);
    expect(code).toBe(1);
    const seen: unknown = JSON.parse(output);
    expect(seen).toMatchObject({
      ok: false,
      invariants: expect.arrayContaining([expect.objectContaining({ number: 9 })]),
    });
  }, 30_000);

  it.each([
    ['a command that there is not', ['pay'], /no command "pay"/],
    ['an option that there is not', ['audit', '--fast'], /--fast/],
    ['a system that is not there', ['audit'], /NATS does not answer|cannot be read/],
  ])('ends with 2 for %s', async (_, args, sentence) => {
    const { code, output } = await paidonce(args, { ...shop.addresses, natsUrl: 'nats://127.0.0.1:1' });
    expect(code).toBe(2);
    expect(output).toMatch(sentence);
  });
});

function paidonce(
  args: string[],
  { readerUrls, natsUrl }: Addresses,
): Promise<{ code: number | null; output: string }> {
  const urls = databaseOwners.map((owner) => [`DATABASE_URL_${owner.toUpperCase()}`, readerUrls[owner]]);
  const env = { ...process.env, ...Object.fromEntries(urls), NATS_URL: natsUrl };
  const bin = join(import.meta.dirname, '../../bin/paidonce.mjs');
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [bin, ...args], { env }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode, output: stdout + stderr }),
    );
  });
}
