import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, type OwnPostgres, ownPostgres, query } from '@paidonce/shared/testing';
import { expectAuditorAgrees } from './support/expect-auditor-agrees.ts';
import { expectPaidOnce } from './support/expect-paid-once.ts';
import { sendCrowd } from './support/paying-crowd.ts';
import { openShop, type Shop } from './support/shop.ts';

type Owner = 'orders' | 'payments';

let servers: Record<Owner, OwnPostgres>;
let shop: Shop;
beforeAll(async () => {
  // Servers of their own: what is on one server with others holds those back.
  const [orders, payments] = await Promise.all([ownPostgres(), ownPostgres()]);
  servers = { orders, payments };
  shop = await openShop({
    databaseUrls: { orders: await databaseOn(orders, 'orders'), payments: await databaseOn(payments, 'payments') },
  });
});
afterAll(async () => {
  await shop.close();
  await Promise.all(Object.values(servers).map((server) => server.close()));
});

const ends: [Owner, string, (server: OwnPostgres) => Promise<void>][] = [
  ['orders', 'is restarted', (server) => server.stop()],
  ['orders', 'crashes', (server) => server.kill()],
  ['payments', 'is restarted', (server) => server.stop()],
  ['payments', 'crashes', (server) => server.kill()],
];

describe('while people order and pay', () => {
  it.each(ends)(
    'PostgreSQL of %s %s: all goes on by itself, and nothing acknowledged is lost',
    async (owner, _, end) => {
      const crowd = sendCrowd(shop, { people: 8, ordersEach: 500 });
      await eventually(() => expect(crowd.paid()).toBeGreaterThan(20));
      await end(servers[owner]);
      await delay(2_000); // people meet a service without its database, for longer than it may have them wait
      await servers[owner].start();
      const whenBack = crowd.paid();
      await eventually(() => expect(crowd.paid()).toBeGreaterThan(whenBack + 20));
      const { paid, refusals, broken } = await crowd.leave();

      expect(broken).toEqual([]);
      expect(refusals.length).toBeGreaterThan(0);
      for (const { status, headers, body } of refusals) {
        expect({ status, type: headers.get('content-type'), body }).toMatchObject({
          status: 503,
          type: expect.stringContaining('application/problem+json'),
          body: { status: 503, detail: expect.any(String) },
        });
      }
      await expectAuditorAgrees(shop);
      for (const { customer, order } of paid.slice(-20)) await expectPaidOnce(shop, customer, order);
      const orders = await query<{ id: string }>(
        shop.databaseUrls.orders,
        `select id from orders where status = 'paid'`,
      );
      const paidThere = new Set(orders.map(({ id }) => id));
      expect(paid.filter(({ order }) => !paidThere.has(order.id))).toEqual([]);
    },
  );
});

async function databaseOn(server: OwnPostgres, owner: Owner): Promise<string> {
  await query(server.url, `create role paidonce_${owner} login password 'test'`);
  await query(server.url, `create database paidonce_${owner} owner paidonce_${owner}`);
  const url = new URL(server.url);
  url.username = `paidonce_${owner}`;
  url.password = 'test';
  url.pathname = `/paidonce_${owner}`;
  return url.href;
}
