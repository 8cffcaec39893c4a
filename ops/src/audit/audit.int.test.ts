import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { query } from '@paidonce/shared/testing';
import { paidonce } from '../testing/paidonce.ts';
import { type ShopAtRest, shopAtRest } from '../testing/shop-at-rest.ts';
import { audit } from './index.ts';
import { begunFor, onePaid, onePending, unpublished } from './testing/broken-state.ts';
import { brokenStates } from './testing/broken-states.ts';

let shop: ShopAtRest;
beforeAll(async () => {
  shop = await shopAtRest();
});
afterAll(() => shop.close());

const patience = 0; // every service has stopped, nothing is on its way

describe('the auditor', () => {
  it('finds nothing wrong with a healthy shop, read by a role that cannot write', async () => {
    const seen = await audit(shop.addresses, { patience });
    expect(seen.invariants.flatMap(({ violations }) => violations)).toEqual([]);
    expect(seen.ok).toBe(true);
    expect(seen.invariants.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it.each(brokenStates)('sees invariant %i broken when %s', async (number, _what, service, statements, sentence) => {
    const seen = await audit(await shop.butWith(service, statements), { patience });
    expect(seen.ok).toBe(false);
    const { violations } = seen.invariants.find((invariant) => invariant.number === number) ?? { violations: [] };
    expect(violations.map(({ what }) => what).join('\n')).toMatch(sentence);
  });

  it('does not miss an account that was removed, which was told', async () => {
    const bob = "from users where email = 'bob@example.com'";
    const told = `insert into outbox (id, subject, headers, payload)
      select uuidv7(), 'user.deleted', '{}', json_build_object('user_id', id) ${bob}`;
    const seen = await audit(await shop.butWith('users', `${told}; delete ${bob}`), { patience });
    expect(seen.invariants.find(({ number }) => number === 7)).toMatchObject({ violations: [] });
  });

  it('waits for an order past its time as long as a payment of it is under way', async () => {
    const [order] = await query<{ id: string }>(shop.addresses.readerUrls.orders, `select ${onePending} as id`);
    const past = "update orders set expires_at = now() - interval '2 minutes', due_at = now()";
    const { readerUrls } = await shop.butWith('orders', `${past} where id = '${order?.id}'`);
    const paying = await shop.butWith('payments', begunFor(order?.id ?? ''));
    const addresses = { ...paying, readerUrls: { ...paying.readerUrls, orders: readerUrls.orders } };
    const seen = await audit(addresses, { patience });
    expect(seen.invariants.flatMap(({ violations }) => violations)).toEqual([]);
  });

  it('does not miss in a stream what has expired there', async () => {
    const seen = await audit(await shop.butWith('payments', unpublished('31 days')), { patience });
    expect(seen.invariants.flatMap(({ violations }) => violations)).toEqual([]);
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
      invariants: expect.arrayContaining([expect.objectContaining({ number: 6 })]),
    });
  }, 30_000);

  type Misled = { change(addresses: ShopAtRest['addresses']): Partial<ShopAtRest['addresses']>; sentence: RegExp };
  const misled: [string, Misled][] = [
    [
      'a system that is not there',
      { change: () => ({ natsUrl: 'nats://127.0.0.1:1' }), sentence: /NATS does not answer/ },
    ],
    [
      'a database that is not there',
      {
        change: ({ readerUrls }) => ({ readerUrls: { ...readerUrls, users: 'postgres://127.0.0.1:1/none' } }),
        sentence: /The database of users \(DATABASE_URL_USERS\) cannot be read: .*ECONNREFUSED/,
      },
    ],
    [
      "another service's database",
      {
        change: ({ readerUrls }) => ({ readerUrls: { ...readerUrls, orders: readerUrls.payments } }),
        sentence:
          /The database of orders \(DATABASE_URL_ORDERS\) cannot be read: paidonce_payments is another service's/,
      },
    ],
  ];
  it.each(misled)('ends with 2 for %s', async (_, { change, sentence }) => {
    const { code, output } = await paidonce(['audit'], { ...shop.addresses, ...change(shop.addresses) });
    expect(code).toBe(2);
    expect(output).toMatch(sentence);
  });
});
