// How fast orders applies completed payments, beside the same statements without stream and inbox around them.

import {
  fact,
  Money,
  newId,
  type OrderId,
  type PaymentCompleted,
  type PaymentId,
  paymentCompleted,
  sku,
  streams,
  type UserId,
} from '@paidonce/shared/contracts';
import { createDatabase, inTransaction, migrate, statement } from '@paidonce/shared/database';
import { createInbox, type Handler, on } from '@paidonce/shared/inbox';
import {
  type Connection,
  createConnection,
  defaultLimits,
  type Event,
  ensureStream,
  type OutgoingEvent,
  outgoingEvent,
  publishAll,
  readEvent,
  settledSequence,
  streamState,
} from '@paidonce/shared/messaging';
import { newTrace } from '@paidonce/shared/observability';
import { unheard } from '@paidonce/shared/outbox';
import { migrations } from '../../../services/orders/src/database/migrations/index.ts';
import { OrderRepository } from '../../../services/orders/src/database/order-repository.ts';
import type { OrdersSchema } from '../../../services/orders/src/database/schema.ts';
import { place } from '../../../services/orders/src/domain/place.ts';
import { settleOrders } from '../../../services/orders/src/features/settle-order/settle-order.ts';
import { eventually } from '../eventually.ts';
import { quiet } from '../quiet.ts';
import type { Row } from '../section.ts';
import type { Servers } from '../servers.ts';
import { took } from '../took.ts';

const stream = streams.PAYMENTS;
const durable = 'orders';
/** As many as the inbox applies at once. */
const batch = 250;

const markApplied = statement(
  `insert into inbox (subscription, event_id) select '${stream.name}', id from unnest($1::uuid[]) as id`,
);

/** So many payments by each way, in turns, so that both meet the same machine. Payments per second. */
export async function measureInbox(servers: Servers, payments: number, rounds: number): Promise<Row> {
  const database = createDatabase<OrdersSchema>({ url: await servers.database('inbox'), name: 'bench', log: quiet });
  await migrate(database.db, migrations);
  const connection = createConnection({ url: servers.natsUrl, name: 'bench', log: quiet });
  await connection.start();
  await eventually(() => ensureStream(connection, stream, defaultLimits));
  const orders = new OrderRepository(database.db, unheard, 0);
  const settle = settleOrders(orders);

  let bare = 0;
  let applied = 0;
  for (let round = 0; round < rounds; round += 1) {
    const events = (await payOrders(orders, payments)).map(received);
    bare += await took(() => applyBare(database, settle, events));

    await publish(connection, await payOrders(orders, payments));
    const last = (await streamState(connection, stream))?.lastSequence ?? 0;
    const inbox = createInbox({
      durable,
      db: database.db,
      connection,
      subscriptions: [on(paymentCompleted, settle)],
      afterCommit: () => {},
      log: quiet,
    });
    applied += await took(async () => {
      await inbox.start();
      await eventually(async () => {
        const settled = (await settledSequence(connection, stream, durable)) ?? 0;
        if (settled < last) throw new Error(`${last - settled} payments are not applied`);
      });
    });
    await inbox.stop();
  }
  await connection.stop();
  await database.stop();
  const perSecond = (milliseconds: number) => (payments * rounds * 1000) / milliseconds;
  return {
    payments: payments * rounds,
    'inbox/s': perSecond(applied),
    'bare/s': perSecond(bare),
    '% of bare': (100 * bare) / applied,
  };
}

/** Places so many orders. @returns what payments tells of their payment */
async function payOrders(orders: OrderRepository, count: number): Promise<OutgoingEvent[]> {
  const userId = newId<UserId>();
  const lines = [{ sku: sku.parse('L9ECAV7KIM'), quantity: 1, unitPrice: new Money(89_89, 'USD') }];
  const trace = newTrace();
  const now = new Date();
  const placeAndPay = async () => {
    const decision = place({
      id: newId<OrderId>(),
      userId,
      by: userId,
      reference: undefined,
      lines,
      createdAt: now,
      expiresAt: now,
    });
    await orders.insert({ decision, claim: undefined, trace });
    const { id: orderId, amount } = decision.order;
    const paid = { paymentId: newId<PaymentId>(), version: 1, orderId, userId, amount };
    return outgoingEvent(fact(paymentCompleted, paid), stream.service, trace);
  };
  return Promise.all(Array.from({ length: count }, placeAndPay));
}

function received({ headers, id, payload }: OutgoingEvent): Event<PaymentCompleted> {
  return readEvent(paymentCompleted, (name) => ({ ...headers, 'ce-id': id })[name] ?? '', payload);
}

async function publish(connection: Connection, events: readonly OutgoingEvent[]): Promise<void> {
  for (let start = 0; start < events.length; start += batch) {
    const publications = events
      .slice(start, start + batch)
      .map(({ payload, ...rest }) => ({ ...rest, body: JSON.stringify(payload) }));
    await publishAll(connection, publications, 5_000);
  }
}

async function applyBare(
  { db }: ReturnType<typeof createDatabase<OrdersSchema>>,
  settle: Handler<PaymentCompleted, OrdersSchema>,
  events: readonly Event<PaymentCompleted>[],
): Promise<void> {
  for (let start = 0; start < events.length; start += batch) {
    const run = events.slice(start, start + batch);
    await inTransaction(db, async (transaction) => {
      await markApplied(
        transaction,
        run.map(({ id }) => id),
      );
      await settle(run, transaction);
    });
  }
}
