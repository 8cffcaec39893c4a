// Looks at one order everywhere, and takes a part that is away for what it is: a part of the answer.

import { type DatabaseOwner, type StreamName, streams } from '@paidonce/shared/contracts';
import { type Connection, consumerState, findMessages, streamState } from '@paidonce/shared/messaging';
import { type Addresses, CouldNotLook, type Database, openDatabase, subscribers, withNats } from '../sources/index.ts';
import { lookAtInbox, lookAtOrders, lookAtPayments, orderOfPayment } from './look-at-databases.ts';
import { contentOf, type OutboxEvent, type Part, type Reception, type Seen, type StreamView } from './seen.ts';

type Databases = Record<'orders' | 'payments', Part<Database>>;

/** @param id an order's, or a payment's, which leads to its order */
export async function look(addresses: Addresses, id: string): Promise<Seen> {
  const databases: Databases = {
    orders: await part(() => openDatabase('orders', addresses.readerUrls.orders)),
    payments: await part(() => openDatabase('payments', addresses.readerUrls.payments)),
  };
  try {
    const orderId = (await orderMeant(databases, id)) ?? id;
    const orders = await within(databases.orders, (database) => lookAtOrders(database, orderId));
    const payments = await within(databases.payments, (database) => lookAtPayments(database, orderId));
    const events = [...(contentOf(orders)?.events ?? []), ...(contentOf(payments)?.events ?? [])];
    const receptions: Reception[] = [];
    for (const service of ['orders', 'payments'] as const) {
      const heard = await within(databases[service], (database) => lookAtInbox(database, service, events));
      receptions.push(...(contentOf(heard) ?? []));
    }
    const nats = await part(() => withNats(addresses.natsUrl, (connection) => lookAtStreams(connection, events)));
    return { orderId, orders, payments, receptions, nats };
  } finally {
    for (const database of Object.values(databases)) await contentOf(database)?.close();
  }
}

async function part<Content>(find: () => Promise<Content>): Promise<Part<Content>> {
  try {
    return { seen: await find() };
  } catch (error) {
    if (error instanceof CouldNotLook) return { away: error.message };
    throw error;
  }
}

async function within<Content>(
  database: Part<Database>,
  find: (database: Database) => Promise<Content>,
): Promise<Part<Content>> {
  return 'seen' in database ? await part(() => find(database.seen)) : database;
}

async function orderMeant(databases: Databases, id: string): Promise<string | undefined> {
  for (const owner of ['payments', 'orders'] as const) {
    const found = await within(databases[owner], (database) => orderOfPayment(database, owner, id));
    const order = contentOf(found);
    if (order !== undefined) return order;
  }
  return undefined;
}

async function lookAtStreams(
  connection: Connection,
  events: readonly OutboxEvent[],
): Promise<Partial<Record<StreamName, StreamView>>> {
  const views: Partial<Record<StreamName, StreamView>> = {};
  for (const stream of [streams.ORDERS, streams.PAYMENTS]) {
    const state = await streamState(connection, stream);
    if (!state) continue;
    const own = events.filter((event) => event.stream === stream.name);
    const consumers: StreamView['consumers'] = new Map<DatabaseOwner, undefined>();
    for (const { service } of subscribers.filter((subscriber) => subscriber.stream === stream))
      consumers.set(service, await consumerState(connection, stream, service));
    const positions = await findMessages(connection, stream, {
      ids: own.map(({ id }) => id),
      since: new Date(Math.min(...own.map(({ madeAt }) => madeAt.getTime()), Date.now()) - clockMarginMilliseconds),
    });
    views[stream.name] = { lastSequence: state.lastSequence, positions, consumers };
  }
  return views;
}

/** Services and broker have clocks of their own. */
const clockMarginMilliseconds = 60_000;
