import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { audit } from '@paidonce/ops/audit';
import type { DatabaseOwner } from '@paidonce/shared/contracts';
import { dumpDatabase, eventually, figure, type OwnPostgres, ownPostgres, query } from '@paidonce/shared/testing';
import { signUp } from './support/account.ts';
import { type Backup, backUp } from './support/backup.ts';
import { call } from './support/call.ts';
import { Customer, type PlacedOrder } from './support/customer.ts';
import { type Ending, endingsOf } from './support/endings.ts';
import { expectAuditorAgrees } from './support/expect-auditor-agrees.ts';
import { move } from './support/move.ts';
import { paidonce } from './support/paidonce.ts';
import { instanceOf, openShop, type Shop } from './support/shop.ts';

let shop: Shop;
let newHome: OwnPostgres;
let customer: Customer;
let administrator: Customer;
beforeAll(async () => {
  [shop, newHome] = await Promise.all([openShop({ env: { orders: { ORDER_SWEEP_SECONDS: '0.5' } } }), ownPostgres()]);
  [customer, administrator] = [new Customer(shop), new Customer(shop, 'admin')];
});
afterAll(async () => {
  await shop.close();
  await newHome.close();
});

const endOf = async ({ id }: PlacedOrder) => (await endingsOf(shop, [{ id }])).get(id);
const becomes = (order: PlacedOrder, end: Partial<Ending>) =>
  eventually(async () => expect(await endOf(order)).toMatchObject(end));
const ordered = () => customer.order();
async function paid(order?: PlacedOrder): Promise<PlacedOrder> {
  const placed = order ?? (await customer.order());
  expect(await customer.pay(placed)).toMatchObject({ status: 200 });
  await becomes(placed, { status: 'paid' });
  return placed;
}

/** Nothing is done, and it is said why, and what to do. */
async function expectRefuses(owner: DatabaseOwner, path: string): Promise<void> {
  const { url } = instanceOf(shop, owner);
  await eventually(async () => {
    const ready = await call(`${url}/readyz`);
    expect(ready).toMatchObject({ status: 503, body: { dependencies: { history: 'down', postgres: 'up' } } });
  });
  expect(await call(`${url}/healthz`)).toMatchObject({ status: 200 });
  const detail = expect.stringContaining(`npx paidonce catch-up ${owner}`);
  const problem = { type: '/problems/database-behind', title: 'Database behind', detail };
  for (const method of ['GET', 'POST'])
    expect(await call(`${shop.gatewayUrl}${path}`, { method, token: administrator.token })).toMatchObject({
      status: 503,
      body: problem,
    });
  expect(figure(String((await call(`${url}/metrics`)).body), 'paidonce_database_behind')).toBe(1);
  expect(instanceOf(shop, owner).logs().join('\n')).toContain('the database is older than what it told');
}

const goesOn = (owner: DatabaseOwner) =>
  eventually(async () =>
    expect(await call(`${instanceOf(shop, owner).url}/readyz`)).toMatchObject({
      status: 200,
      body: { dependencies: { history: 'complete' } },
    }),
  );

async function catchUp(owner: DatabaseOwner): Promise<{ code: number | null; output: string }> {
  const tried = await paidonce(shop, 'catch-up', owner, '--dry-run');
  expect(tried.output).toContain('Nothing was changed.');
  await expectStillBehind(owner);
  const done = await paidonce(shop, 'catch-up', owner);
  expect(done.output).toContain(`${owner} goes on.`);
  await goesOn(owner);
  return done;
}

const expectStillBehind = async (owner: DatabaseOwner) =>
  expect(await call(`${instanceOf(shop, owner).url}/readyz`)).toMatchObject({ status: 503 });

describe('the database of orders, restored from a backup under the running service', () => {
  let backup: Backup;
  const orders: Record<string, PlacedOrder> = {};
  const expected: [name: string, end: Partial<Ending>][] = [
    ['paid', { status: 'paid', timeline: ['created', 'confirmed', 'paid'], payments: ['paid'] }],
    ['paid since', { status: 'paid', timeline: ['created', 'confirmed', 'paid'], payments: ['paid'] }],
    ['cancelled since', { status: 'cancelled', timeline: ['created', 'confirmed', 'cancelled'], payments: [] }],
    ['sent on since', { status: 'processing', timeline: ['created', 'confirmed', 'paid', 'status_changed'] }],
    [
      'undone since',
      { status: 'cancelled', timeline: ['created', 'confirmed', 'paid', 'cancelled'], payments: ['refunded'] },
    ],
    ['placed and paid since', { status: 'paid', timeline: ['created', 'confirmed', 'paid'], payments: ['paid'] }],
    ['placed since', { status: 'pending', timeline: ['created', 'confirmed'], payments: [] }],
    ['paid meanwhile', { status: 'paid', timeline: ['created', 'confirmed', 'paid'], payments: ['paid'] }],
  ];

  it('makes orders refuse everything, while payments goes on', async () => {
    orders.paid = await paid();
    orders['sent on since'] = await paid();
    orders['paid since'] = await ordered();
    orders['cancelled since'] = await ordered();
    orders['undone since'] = await ordered();
    backup = await backUp(shop, 'orders');
    await paid(orders['paid since']);
    await customer.cancel(orders['cancelled since']);
    await administrator.become(orders['sent on since'], 'processing');
    await paid(orders['undone since']);
    await administrator.become(orders['undone since'], 'cancelled');
    await becomes(orders['undone since'], { payments: ['refunded'] });
    orders['placed and paid since'] = await paid();
    orders['placed since'] = await ordered();
    orders['paid meanwhile'] = await ordered();
    await expectAuditorAgrees(shop);

    await backup.restore();
    await expectRefuses('orders', '/orders');
    const overdue = `update orders set expires_at = now() - interval '1 minute' where id = $1`;
    await query(shop.databaseUrls.orders, overdue, orders['cancelled since'].id);
    const before = await dumpDatabase(shop.databaseUrls.orders);
    expect(await customer.pay(orders['paid meanwhile'])).toMatchObject({ status: 200 });
    expect(await customer.pay(orders['paid since'])).toMatchObject({ status: 403 });
    await delay(3_000); // for what an inbox, a sweeper or a relay would do
    expect(await dumpDatabase(shop.databaseUrls.orders)).toEqual(before);
    const swept = 'select id from orders where due_at is not null or wish_reason is not null';
    expect(await query(shop.databaseUrls.orders, swept)).toEqual([]);
    await expectStillBehind('orders');
  });

  it('and caught up, has every order as it was told of, and what was paid meanwhile becomes paid', async () => {
    const done = await catchUp('orders');
    expect(done).toMatchObject({ code: 0 });
    for (const [name, end] of expected) {
      const order = orders[name];
      if (!order) throw new Error(`there is no order that was ${name}`);
      await becomes(order, end);
    }
    await expectAuditorAgrees(shop);
    await paid();
    await paid(orders['placed since']);
    expect(await customer.cancel(await ordered())).toMatchObject({ status: 204 });
    await expectAuditorAgrees(shop);
  });

  it('is caught up with once: when that was interrupted, again there is nothing left to do but to go on', async () => {
    await query(shop.databaseUrls.orders, 'update outbox_relay set behind_since = now()');
    await expectRefuses('orders', '/orders');
    const { code, output } = await paidonce(shop, 'catch-up', 'orders');
    expect(code).toBe(0);
    expect(output).toContain('orders had told 0 events that its database has forgotten');
    await goesOn('orders');
    await paid();
    await expectAuditorAgrees(shop);
  });
});

describe('the database of payments, restored from a backup', () => {
  const orders: Record<string, PlacedOrder> = {};
  const type = (slug: string) => ({ body: { type: `/problems/${slug}` } });

  it('makes payments refuse everything', async () => {
    orders['paid since'] = await ordered();
    orders['undone since'] = await paid();
    orders['declined once, and paid since'] = await ordered();
    orders['cancelled since'] = await ordered();
    const backup = await backUp(shop, 'payments');
    await paid(orders['paid since']);
    orders['placed and paid since'] = await paid();
    await administrator.become(orders['undone since'], 'cancelled');
    await becomes(orders['undone since'], { payments: ['refunded'] });
    await customer.pay(orders['declined once, and paid since'], undefined, 'tok_declined');
    await paid(orders['declined once, and paid since']);
    await customer.cancel(orders['cancelled since']);
    await expectAuditorAgrees(shop);

    const instance = instanceOf(shop, 'payments');
    await instance.kill('SIGTERM');
    await backup.restore();
    await instance.restart();
    await expectRefuses('payments', '/payments');
  });

  it('and caught up, takes no money twice, and none for what is cancelled', async () => {
    expect(await catchUp('payments')).toMatchObject({ code: 0 });
    const again = async (name: string) => customer.pay(orders[name] ?? (await ordered()));
    for (const name of ['paid since', 'placed and paid since', 'declined once, and paid since'])
      expect(await again(name)).toMatchObject({ status: 403, ...type('already-paid') });
    for (const name of ['undone since', 'cancelled since'])
      expect(await again(name)).toMatchObject({ status: 409, ...type('order-not-payable') });
    await expectAuditorAgrees(shop);
    await paid();
    await expectAuditorAgrees(shop);
  });
});

describe('the databases of products and users, restored from backups', () => {
  it('have every product as it was told of, and say which accounts are lost', async () => {
    const { token } = administrator;
    const price = (id: string) => call(`${shop.gatewayUrl}/products/${id}`);
    const before = await signUp(shop.gatewayUrl);
    await call(`${shop.gatewayUrl}/products`, { token, body: { id: 'LAMP', name: 'Lamp', price: '10.00' } });
    const backups = [await backUp(shop, 'products'), await backUp(shop, 'users')];
    await call(`${shop.gatewayUrl}/products/LAMP`, { method: 'PUT', token, body: { name: 'Lamp', price: '12.50' } });
    await call(`${shop.gatewayUrl}/products`, { token, body: { id: 'CHAIR', name: 'Chair', price: '99.00' } });
    const since = await signUp(shop.gatewayUrl);
    await call(`${shop.gatewayUrl}/users/${before.id}`, { method: 'PUT', token, body: { role: 'admin' } });
    await expectAuditorAgrees(shop);
    await Promise.all(backups.map((backup) => backup.restore()));
    await expectRefuses('products', '/products');
    await expectRefuses('users', '/users');

    expect(await catchUp('products')).toMatchObject({ code: 0 });
    expect(await price('LAMP')).toMatchObject({ body: { price: '12.50' } });
    expect(await price('CHAIR')).toMatchObject({ body: { price: '99.00' } });
    const { code, output } = await catchUp('users');
    const said = output.replaceAll(/\s+/g, ' ');
    expect(code).toBe(1);
    expect(said).toContain(`account ${since.id} was registered since and is lost`);
    expect(said).toContain(`account ${before.id} was changed since`);
    expect(await call(`${shop.gatewayUrl}/users/${before.id}`, { token })).toMatchObject({ body: { role: 'admin' } });
    await eventually(async () =>
      expect(await call(`${shop.gatewayUrl}/orders`, { token: since.token })).toMatchObject({ status: 401 }),
    );
    await expectAuditorAgrees(shop);
  });
});

describe('a database that moved to another PostgreSQL server', () => {
  it('goes on by itself, with what waited there to be told', async () => {
    await paid();
    await shop.nats.stop();
    const waiting = await ordered();
    expect(await customer.pay(waiting)).toMatchObject({ status: 200 });
    const payments = await move(shop, 'payments', newHome);
    await shop.nats.start();
    shop.databaseUrls.payments = payments;
    shop.readerUrls.payments = payments;
    await goesOn('payments');
    await becomes(waiting, { status: 'paid', payments: ['paid'] });
    await paid();
    await expectAuditorAgrees(shop);
  });
});

describe('what was told to nobody', () => {
  it('is gone, and money for it is a dead letter and in the audit, for a person', async () => {
    await ordered();
    const backup = await backUp(shop, 'orders');
    await paid();
    await shop.nats.kill();
    const untold = await ordered();
    expect(await customer.pay(untold)).toMatchObject({ status: 200 });
    await backup.restore();
    await shop.nats.start();
    await expectRefuses('orders', '/orders');
    const { code, output } = await catchUp('orders');
    expect(code).toBe(1);
    expect(output).toContain('PAYMENTS: 1 event applied that orders had forgotten; 1 set aside');
    const letters = await query(shop.databaseUrls.orders, 'select reason from dead_letters');
    expect(letters).toEqual([{ reason: expect.stringContaining(`there is no order ${untold.id}`) }]);
    const { invariants } = await audit(shop, { patience: 20_000 });
    expect(invariants.flatMap(({ violations }) => violations.map(({ what }) => what))).toEqual([
      expect.stringContaining(`is for order ${untold.id}, which orders does not know`),
      expect.stringMatching(/^Payments come to \d+, paid orders to \d+/),
    ]);
  });
});
