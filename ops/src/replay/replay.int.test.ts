import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@paidonce/shared/contracts';
import { call, dumpDatabase, eventually, type OwnSystem, ownSystem, query, testTokens } from '@paidonce/shared/testing';
import { audit } from '../audit/index.ts';
import { paidonce } from '../testing/paidonce.ts';

let system: OwnSystem;
beforeAll(async () => {
  system = await ownSystem();
});
afterAll(() => system.close());

/** The services' own addresses: replaying writes. */
const addresses = () => ({ readerUrls: system.databaseUrls, natsUrl: system.natsUrl });
const replay = (...args: string[]) => paidonce(['replay', ...args], addresses());
const sql = <Row extends object>(owner: 'orders' | 'payments', text: string) =>
  query<Row>(system.databaseUrls[owner], text);

/** Each by somebody else: nobody may have many unpaid ones. */
async function order(): Promise<string> {
  const token = testTokens(system.jwtSecretKey).sign({ id: newId(), email: 'ada@example.com', role: 'user' });
  const url = system.services.orders[0]?.url;
  const { body } = await call(`${url}/orders`, { token, body: { items: [{ sku: 'SKU-001', quantity: 1 }] } });
  return (body as { id: string }).id; // an order's answer has it
}
const heardOf = (...ids: string[]) =>
  eventually(async () => {
    const rows = await sql<{ order_id: string }>('payments', 'select order_id from orders');
    const known = new Set(rows.map(({ order_id }) => order_id));
    for (const id of ids) expect(known).toContain(id);
  });

describe('paidonce replay', () => {
  it('mends what payments knows of orders, and changes nothing else', async () => {
    const ids = await Promise.all([order(), order(), order()]);
    await heardOf(...ids);
    const before = await dumpDatabase(system.databaseUrls.payments);
    await sql('payments', `delete from orders where order_id = '${ids[0]}'`);
    await sql('payments', `update orders set amount_minor = 1 where order_id = '${ids[1]}'`);
    await sql(
      'payments',
      `insert into orders select gen_random_uuid(), version, user_id, 1, currency from orders limit 1`,
    );

    const looked = await replay('payments', 'orders', '--dry-run');
    expect(looked).toEqual({
      code: 1,
      output: expect.stringMatching(
        /^3 rows are not as the events say: 1 missing, 1 wrong, 1 that no event tells of\.\nNothing was changed/,
      ),
    });
    const mended = await replay('payments', 'orders');
    expect(mended).toEqual({
      code: 0,
      output: expect.stringMatching(/^3 rows were not.*\nAll of them are right now\./),
    });
    expect(await dumpDatabase(system.databaseUrls.payments)).toEqual(before);
  });

  it('mends what orders knows of the catalogue', async () => {
    await sql('orders', `update catalogue set price_minor = 1`);
    expect(await replay('orders', 'catalogue', '--json')).toMatchObject({
      code: 0,
      output: expect.stringMatching(/"different": 10/),
    });
    expect(await sql('orders', `select from catalogue where price_minor = 1`)).toEqual([]);
    expect(await replay('orders', 'catalogue')).toMatchObject({
      output: expect.stringMatching(/^It is as the events say/),
    });
  });

  it('finds in the outbox what the stream does not have any more', async () => {
    const id = await order();
    await heardOf(id);
    const old = newId<string>();
    // Behind the relay's cursor, as one that has expired in the stream is.
    await sql(
      'orders',
      `insert into outbox (xid, id, subject, headers, payload)
       select '1', '${old}', subject, (headers::jsonb || '{"ce-id":"${old}"}')::json, (payload::jsonb || '{"order_id":"${old}"}')::json
       from outbox where subject = 'order.confirmed' limit 1`,
    );
    expect(await replay('payments', 'orders', '--json')).toMatchObject({
      output: expect.stringMatching(/"missing": 1/),
    });
    expect(await sql('payments', `select from orders where order_id = '${old}'`)).toHaveLength(1);
    await sql('orders', `delete from outbox where id = '${old}'`);
    expect(await replay('payments', 'orders', '--json')).toMatchObject({
      output: expect.stringMatching(/"surplus": 1/),
    });
  });

  it('does not disturb a shop that goes on', async () => {
    const ids: string[] = [];
    let open = true;
    const shop = (async () => {
      while (open) ids.push(...(await Promise.all([order(), order()])));
    })();
    for (let count = 0; count < 3; count += 1) {
      await sql(
        'payments',
        'delete from orders where order_id in (select order_id from orders order by random() limit 3)',
      );
      expect(await replay('payments', 'orders')).toMatchObject({ code: 0 });
    }
    open = false;
    await shop;
    await heardOf(...ids);
    expect(await replay('payments', 'orders')).toMatchObject({
      output: expect.stringMatching(/^It is as the events say/),
    });
    const { invariants } = await audit(addresses(), { patience: 20_000 });
    expect(invariants.flatMap(({ violations }) => violations)).toEqual([]);
  });

  it('changes nothing when it is not told of everything that the streams do not have', async () => {
    await sql('payments', 'delete from orders');
    const env = { ...process.env, DATABASE_URL: system.databaseUrls.payments, NATS_URL: system.natsUrl };
    const main = join(import.meta.dirname, '../../../services/payments/src/main.ts');
    const child = spawn(process.execPath, [main, 'replay', 'orders'], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('streams read')) child.stdin.end(); // as when npx paidonce is killed
    });
    const [code] = await once(child, 'close');
    expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining('nothing was changed') });
    expect(await sql('payments', 'select from orders')).toEqual([]);
    await replay('payments', 'orders');
  });

  it.each([
    [
      'a projection that there is not',
      ['payments', 'catalogue'],
      /payments-svc has no projection "catalogue". It has: orders\./,
    ],
    ['a service that has none', ['users', 'orders'], /"users" has no projections/],
    ['half a command', ['payments'], /It needs <projection>/],
  ])('refuses %s', async (_, args, sentence) => {
    expect(await replay(...args)).toMatchObject({ code: 2, output: expect.stringMatching(sentence) });
  });

  it('says so when NATS or a database is away', async () => {
    const readerUrls = { ...system.databaseUrls, orders: 'postgres://127.0.0.1:1/none' };
    const args = ['replay', 'payments', 'orders'];
    expect(await paidonce(args, { readerUrls, natsUrl: system.natsUrl })).toMatchObject({
      code: 2,
      output: expect.stringMatching(/The database of orders/),
    });
    expect(await paidonce(args, { ...addresses(), natsUrl: 'nats://127.0.0.1:1' })).toMatchObject({
      code: 2,
      output: expect.stringMatching(/NATS does not answer/),
    });
  });
});
