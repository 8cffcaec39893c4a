// For tests: what a shop leaves behind after some orders, paid and refunded, with every service stopped.

import { type DatabaseOwner, newId } from '@paidonce/shared/contracts';
import { eventually, ownSystem, testTokens } from '@paidonce/shared/testing';
import pg from 'pg';
import type { Addresses } from '../sources/index.ts';

export type ShopAtRest = {
  addresses: Addresses;
  /** The same shop, but with a copy of one database that the statements were run on. */
  butWith(service: DatabaseOwner, statements: string): Promise<Addresses>;
  close(): Promise<void>;
};

const paidOrders = 3;

export async function shopAtRest(): Promise<ShopAtRest> {
  const system = await ownSystem({ instances: { gateway: 0 } });
  try {
    await trade(system.services.orders[0]?.url ?? '', system.services.payments[0]?.url ?? '', system);
    await Promise.all(
      Object.values(system.services)
        .flat()
        .map((instance) => instance.kill('SIGTERM')),
    );
  } catch (error) {
    await system.close();
    throw error;
  }

  const addresses = { readerUrls: system.readerUrls, ownerUrls: system.databaseUrls, natsUrl: system.natsUrl };
  return {
    addresses,
    async butWith(service, statements) {
      const copy = `copy_${newId<string>().replaceAll('-', '')}`;
      // Sessions that have just been closed take a moment to leave, and a template must not be in use.
      await eventually(() => run(system.postgres.url, `create database ${copy} template paidonce_${service}`));
      const url = new URL(system.postgres.url);
      url.pathname = `/${copy}`;
      await run(url.href, statements);
      return {
        ...addresses,
        readerUrls: { ...addresses.readerUrls, [service]: url.href },
        ownerUrls: { ...addresses.ownerUrls, [service]: url.href },
      };
    },
    close: () => system.close(),
  };
}

type Trading = { jwtSecretKey: string; databaseUrls: Record<DatabaseOwner, string> };

/**
 * Three orders are paid, one stays pending, one is cancelled by its owner and one, after it was paid, by an
 * administrator. One is refunded because payments believed in another amount than orders.
 */
async function trade(ordersUrl: string, paymentsUrl: string, { jwtSecretKey, databaseUrls }: Trading): Promise<void> {
  const tokens = testTokens(jwtSecretKey);
  const token = tokens.sign({ id: newId(), email: 'ada@example.com', role: 'user' });
  const adminToken = tokens.sign({ id: newId(), email: 'admin@example.com', role: 'admin' });
  const post = async (url: string, body: object, who = token, method = 'POST'): Promise<Record<string, unknown>> => {
    const headers = { Authorization: `Bearer ${who}`, 'Content-Type': 'application/json' };
    const answer = await fetch(url, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Record<string, unknown>; // JSON objects are all that is answered here
  };
  const order = async () => (await post(`${ordersUrl}/orders`, { items: [{ sku: 'SKU-001', quantity: 1 }] })).id;
  const pay = (id: unknown, amount: number) => post(`${paymentsUrl}/payments`, { order_id: id, amount });

  const ids = await Promise.all(Array.from({ length: paidOrders }, order));
  await Promise.all(ids.map((id) => pay(id, 10)));
  await order();
  const cancel = (id: unknown, who: string) => post(`${ordersUrl}/orders/${id}`, { status: 'cancelled' }, who, 'PUT');
  const [unwanted, recalled] = [await order(), await order()];
  await eventually(() => cancel(unwanted, token)); // payments may not have heard of NATS yet
  await pay(recalled, 10);
  await eventually(() =>
    hasRow(databaseUrls.orders, `select from orders where id = '${recalled}' and status = 'paid'`),
  );
  await cancel(recalled, adminToken);
  const misunderstood = await order();
  await eventually(() => hasRow(databaseUrls.payments, `select from orders where order_id = '${misunderstood}'`));
  await run(databaseUrls.payments, `update orders set amount_minor = 1 where order_id = '${misunderstood}'`);
  await pay(misunderstood, 0.01);
  await eventually(async () => {
    await hasRow(databaseUrls.payments, `select from payments where status = 'refunded' having count(*) = 2`);
    await hasRow(databaseUrls.orders, `select from orders where status = 'paid' having count(*) = ${paidOrders}`);
  });
}

async function hasRow(url: string, query: string): Promise<void> {
  if ((await run(url, query)) === 0) throw new Error(`no row: ${query}`);
}

async function run(url: string, statements: string): Promise<number> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(statements)).rowCount ?? 0;
  } finally {
    await client.end();
  }
}
