// Orders of earlier days, as a shop has them that has run for a while: paid, told of, and applied everywhere.

import { createDatabase, type Database, inTransaction, serviceLimits, statement } from '@paidonce/shared/database';
import { quiet } from './quiet.ts';

const customers = 10_000;

/** Ids of a month ago, in the order of their making (RFC 9562, version 7), so that they lie in the indexes where old ones lie. */
const old = "uuidv7(interval '-30 days')";
const areOld = "id < uuidv7(interval '-29 days')";
const somebody = `('00000000-0000-7000-8000-' || lpad((n % ${customers})::text, 12, '0'))::uuid`;
const lines = `'[{"sku":"L9ECAV7KIM","quantity":1,"unit_price_minor":8989},{"sku":"OLJCESPC7Z","quantity":1,"unit_price_minor":1919}]'`;

/** Each event's row in the outbox; the relay's cursor is moved behind them. */
const toldOf = (type: string, table: string, id: string) =>
  `insert into outbox (id, subject, headers, payload)
   select ${old}, '${type}', json_build_object('ce-type', '${type}', 'ce-id', ${id}, 'ce-subject', ${id}), json_build_object('id', ${id}, 'items', ${lines})
   from ${table} where ${areOld}`;
const appliedFrom = (stream: string, table: string) =>
  `insert into inbox (subscription, event_id) select '${stream}', ${old} from ${table} where ${areOld}`;
const published =
  'update outbox_relay set (xid, seq) = (select outbox.xid, outbox.seq from outbox order by outbox.xid desc, outbox.seq desc limit 1)';

const paidOrders = [
  `insert into orders (id, user_id, version, status, confirmed, lines, amount_minor, currency, payment_id, created_at, expires_at)
   select ${old}, ${somebody}, 3, 'paid', true, ${lines}, 10908, 'USD', ${old}, now(), now() from generate_series(1, $1::int) as n`,
  ...['created', 'confirmed', 'paid'].map(
    (type, index) =>
      `insert into order_events (id, order_id, version, type, description, user_id)
       select ${old}, id, ${index + 1}, '${type}', 'Order ${type}', user_id from orders where ${areOld}`,
  ),
  ...['order.created', 'order.confirmed', 'order.paid'].map((type) => toldOf(type, 'orders', 'id')),
  appliedFrom('PAYMENTS', 'orders'),
  published,
];

const payments = [
  `insert into payments (id, order_id, user_id, version, status, amount_minor, currency, created_at)
   select ${old}, ${old}, ${somebody}, 1, 'paid', 10908, 'USD', now() from generate_series(1, $1::int) as n`,
  `insert into slots (order_id, payment_id) select order_id, id from payments where ${areOld}`,
  `insert into orders (order_id, version, user_id, amount_minor, currency)
   select order_id, 2, user_id, amount_minor, currency from payments where ${areOld}`,
  toldOf('payment.completed', 'payments', 'id'),
  appliedFrom('ORDERS', 'payments'),
  published,
];

export type ShopDatabases = { orders: string; payments: string };

/** Adds so many old orders, with all the rows that each has left in both databases. Nothing else should write meanwhile. */
export async function addOldOrders(urls: ShopDatabases, count: number): Promise<void> {
  await Promise.all([fill(urls.orders, paidOrders, count), fill(urls.payments, payments, count)]);
}

async function fill(url: string, statements: readonly string[], count: number): Promise<void> {
  const minute = 60_000;
  const limits = { ...serviceLimits, statement: 5 * minute, transaction: 5 * minute };
  const database: Database<unknown> = createDatabase({ url, name: 'bench', log: quiet, size: 1, limits });
  // In one transaction, so that the relay does not see the events before its cursor is behind them.
  await inTransaction(database.db, async (transaction) => {
    for (const text of statements) await statement(text)(transaction, ...(text.includes('$1') ? [count] : []));
  });
  // As autovacuum leaves it, which would else do so in the middle of what is measured.
  await statement('vacuum analyze')(database.db);
  await database.stop();
}
