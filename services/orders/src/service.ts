// Puts orders-svc together: the only file that knows every part.

import type { OpenService } from '@paidonce/shared/catch-up';
import { closePayments, streams } from '@paidonce/shared/contracts';
import { createDatabase, createLedTask, type Database } from '@paidonce/shared/database';
import {
  createApp,
  createHttpServer,
  createServiceClient,
  createTokens,
  type HttpService,
} from '@paidonce/shared/http';
import { createKeyTrimming } from '@paidonce/shared/idempotency';
import { createInbox, type OpenInbox } from '@paidonce/shared/inbox';
import { createConnection, request } from '@paidonce/shared/messaging';
import { createObservability, type Logger } from '@paidonce/shared/observability';
import { createOutbox, unheard } from '@paidonce/shared/outbox';
import { followEndedSessions } from '@paidonce/shared/sessions';
import type { Config } from './config.ts';
import { CatalogueProjection } from './database/catalogue-projection.ts';
import { oldestPendingSeconds } from './database/oldest-pending.ts';
import { OrderRepository } from './database/order-repository.ts';
import { OrderStatistics } from './database/order-statistics.ts';
import type { OrdersSchema } from './database/schema.ts';
import { cancelOrder } from './features/cancel-order/cancel-order.ts';
import { Payments } from './features/cancel-order/payments.ts';
import { changeStatus } from './features/change-status/change-status.ts';
import { expireOrders } from './features/expire-orders/expire-orders.ts';
import { placeOrder } from './features/place-order/place-order.ts';
import { PriceList } from './features/place-order/price-list.ts';
import { recallOrders } from './features/recall-orders/recall-orders.ts';
import { routes } from './routes.ts';
import { projections, subscriptions } from './subscriptions.ts';

const { service: name } = streams.ORDERS;

/** Beside that of the outbox relay in the same database. */
const sweeperLock = 7_011_002;

export function createOrders(config: Config, log: Logger): HttpService {
  const observability = createObservability(name, config, log);
  const database = createDatabase<OrdersSchema>({ url: config.DATABASE_URL, name, ...observability });
  const connection = createConnection({ url: config.NATS_URL, name, ...observability });
  const sessions = followEndedSessions({ connection, log });
  const outbox = createOutbox({
    databaseUrl: config.DATABASE_URL,
    db: database.db,
    connection,
    stream: streams.ORDERS,
    limits: { replicas: config.STREAM_REPLICAS },
    ...observability,
  });
  const products = createServiceClient({
    name: streams.PRODUCTS.service,
    baseUrl: config.PRODUCTS_URL,
    ...observability,
  });

  const orders = new OrderRepository(database.db, outbox, config.MOST_UNPAID_ORDERS);
  const catalogue = new CatalogueProjection(database.db);
  const inbox = createInbox({
    durable: 'orders',
    subscribes: config.SUBSCRIBES,
    db: database.db,
    connection,
    subscriptions: subscriptions({ orders, catalogue }),
    afterCommit: () => outbox.wake(),
    ...observability,
  });

  observability.metrics.gauge(
    'paidonce_order_time_to_live_seconds',
    'Within how long an order has to be paid',
    () => config.ORDER_TIME_TO_LIVE_SECONDS,
  );
  observability.metrics.source({
    name: 'orders',
    gauges: { paidonce_oldest_pending_order_seconds: 'For how long the oldest pending order has been waiting' },
    read: async () => ({ paidonce_oldest_pending_order_seconds: await oldestPendingSeconds(database.db) }),
  });

  const payments = new Payments((body, { deadline, trace }) =>
    request(connection, closePayments, body, deadline, { trace, ...observability }),
  );
  const cancel = cancelOrder({ orders, payments });
  const sweeper = createLedTask({
    name: 'sweeper of orders',
    databaseUrl: config.DATABASE_URL,
    lock: sweeperLock,
    everyMilliseconds: config.ORDER_SWEEP_SECONDS * 1000,
    run: expireOrders({ orders, cancelOrder: cancel, log }),
    log,
  });

  const trimming = createKeyTrimming({ databaseUrl: config.DATABASE_URL, db: database.db, log });

  const app = createApp({
    name: 'orders',
    routes: routes({
      orders,
      placeOrder: placeOrder({
        orders,
        prices: new PriceList(catalogue, products),
        timeToLiveMilliseconds: config.ORDER_TIME_TO_LIVE_SECONDS * 1000,
        mostUnpaid: config.MOST_UNPAID_ORDERS,
      }),
      changeStatus: changeStatus({ orders, cancelOrder: cancel }),
      statistics: new OrderStatistics(database.db),
    }),
    tokens: createTokens(config, sessions.ended),
    dependencies: [database, connection, sessions, outbox.history],
    admit: outbox.history.admit,
    ...observability,
  });
  const http = createHttpServer({ host: config.HOST, port: config.PORT, app, log });
  return {
    parts: [
      observability.tracing,
      database,
      connection,
      sessions,
      outbox,
      products,
      outbox.history.gate(inbox),
      outbox.history.gate(sweeper),
      trimming,
      http,
    ],
    http,
  };
}

/** Orders without anything that serves, listens or publishes. */
export function openOrders(database: Database<OrdersSchema>): OpenInbox<OrdersSchema> & OpenService<OrdersSchema> {
  const orders = new OrderRepository(database.db, unheard, 0);
  const catalogue = new CatalogueProjection(database.db);
  return {
    database,
    subscriptions: subscriptions({ orders, catalogue }),
    projections: projections({ catalogue }),
    stream: streams.ORDERS,
    recall: recallOrders(orders),
  };
}
