import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, type OrderId, type PaymentId, type UserId } from '@paidonce/shared/contracts';
import { createDatabase, type Database, migrate } from '@paidonce/shared/database';
import { createLogger } from '@paidonce/shared/observability';
import { unheard } from '@paidonce/shared/outbox';
import { query, type TestDatabase, testDatabase } from '@paidonce/shared/testing';
import { OrderRepository } from '../order-repository.ts';
import type { OrdersSchema } from '../schema.ts';
import { migrations } from './index.ts';

const owner = newId<UserId>();
const payment = newId<PaymentId>();

let own: TestDatabase;
let database: Database<OrdersSchema>;
let orders: OrderRepository;
beforeAll(async () => {
  own = await testDatabase();
  const log = createLogger({ name: 'test', level: 'silent' });
  database = createDatabase<OrdersSchema>({ url: own.url, name: 'test', log });
  orders = new OrderRepository(database.db, unheard, 3);
});
afterAll(async () => {
  await database.stop();
  await own.drop();
});

/** As the first version of the service wrote it. */
const insertAsBefore = (status: 'pending' | 'paid', paymentId: PaymentId | null) =>
  query(
    own.url,
    `insert into orders (id, user_id, version, status, confirmed, lines, amount_minor, currency, payment_id, created_at, expires_at)
     values ($1, $2, 2, $3, true, '[{"sku":"SKU-001","quantity":1,"unit_price_minor":1000}]', 1000, 'USD', $4, now(), now() + interval '1 hour')`,
    newId<OrderId>(),
    owner,
    status,
    paymentId,
  );
const all = () => orders.list({ owner, before: undefined, limit: 10, skip: 0 });
const numbers = () =>
  query(own.url, `select unpaid_slot from orders where status = 'pending' and unpaid_slot is not null order by 1`);

describe('a database of the first version', () => {
  it('has its orders as they were, after the migrations', async () => {
    const first = Object.entries(migrations).filter(([name]) => name < '0004');
    await migrate(database.db, Object.fromEntries(first));
    for (const _ of [1, 2]) await insertAsBefore('pending', null);
    await insertAsBefore('paid', payment);
    await migrate(database.db, migrations);
    const nothingElse = { reference: undefined, sentBack: [], wish: undefined, cancelReason: undefined };
    expect(await all()).toMatchObject([
      { status: 'paid', paymentId: payment, ...nothingElse },
      { status: 'pending', paymentId: undefined, ...nothingElse },
      { status: 'pending', paymentId: undefined, ...nothingElse },
    ]);
  });

  it('counts the unpaid ones among those that their owner may have', async () => {
    expect(await numbers()).toEqual([{ unpaid_slot: 1 }, { unpaid_slot: 2 }]);
  });

  it('can be written by a replica of that version a while longer', async () => {
    await insertAsBefore('pending', null);
    const [newest] = await all();
    await query(
      own.url,
      `update orders set status = 'paid', payment_id = $2, version = 3 where id = $1`,
      newest?.id,
      newId(),
    );
    expect((await all())[0]).toMatchObject({ status: 'paid', version: 3 });
  });

  it('shows the sweeper whose time is over, of whichever version they are', async () => {
    await query(own.url, `update orders set expires_at = now() - interval '1 minute' where status = 'pending'`);
    const due = await orders.takeDue(10, 60_000);
    expect(due.map(({ wish }) => wish)).toEqual(Array(2).fill({ reason: 'expired', by: undefined }));
    expect(await orders.takeDue(10, 60_000)).toEqual([]);
  });
});
