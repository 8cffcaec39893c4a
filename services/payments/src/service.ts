// Puts payments-svc together: the only file that knows every part.

import { streams } from '@paidonce/shared/contracts';
import { createDatabase, type Database } from '@paidonce/shared/database';
import {
  createApp,
  createHttpServer,
  createServiceClient,
  createTokens,
  type HttpService,
} from '@paidonce/shared/http';
import { createInbox, type OpenInbox } from '@paidonce/shared/inbox';
import { createConnection } from '@paidonce/shared/messaging';
import { createObservability, type Logger } from '@paidonce/shared/observability';
import { createOutbox, unheard } from '@paidonce/shared/outbox';
import { followEndedSessions } from '@paidonce/shared/sessions';
import type { Config } from './config.ts';
import { oldestUnsettledSeconds } from './database/oldest-unsettled.ts';
import { OrderProjection } from './database/order-projection.ts';
import { PaymentRepository } from './database/payment-repository.ts';
import type { PaymentsSchema } from './database/schema.ts';
import { Orders } from './features/pay-order/orders.ts';
import { payOrder } from './features/pay-order/pay-order.ts';
import { routes } from './routes.ts';
import { projections, subscriptions } from './subscriptions.ts';

const { service: name } = streams.PAYMENTS;

export function createPayments(config: Config, log: Logger): HttpService {
  const observability = createObservability(name, config, log);
  const database = createDatabase<PaymentsSchema>({ url: config.DATABASE_URL, name, ...observability });
  const connection = createConnection({ url: config.NATS_URL, name, ...observability });
  const sessions = followEndedSessions({ connection, log });
  const outbox = createOutbox({
    databaseUrl: config.DATABASE_URL,
    db: database.db,
    connection,
    stream: streams.PAYMENTS,
    ...observability,
  });
  const ordersService = createServiceClient({
    name: streams.ORDERS.service,
    baseUrl: config.ORDERS_URL,
    ...observability,
  });

  const payments = new PaymentRepository(database.db, outbox);
  const orders = new OrderProjection(database.db);
  const inbox = createInbox({
    durable: 'payments',
    db: database.db,
    connection,
    subscriptions: subscriptions({ payments, orders }),
    afterCommit: () => outbox.wake(),
    ...observability,
  });

  observability.metrics.source({
    name: 'payments',
    gauges: {
      paidonce_oldest_unsettled_payment_seconds: 'For how long the oldest payment or refund has had no outcome',
    },
    read: async () => ({ paidonce_oldest_unsettled_payment_seconds: await oldestUnsettledSeconds(database.db) }),
  });

  const app = createApp({
    name: 'payments',
    routes: routes({ payments, payOrder: payOrder({ payments, orders: new Orders(orders, ordersService) }) }),
    tokens: createTokens(config, sessions.ended),
    dependencies: [database, connection, sessions],
    ...observability,
  });
  const http = createHttpServer({ host: config.HOST, port: config.PORT, app, log });
  return { parts: [observability.tracing, database, connection, sessions, outbox, ordersService, inbox, http], http };
}

/** Payments without anything that serves, listens or publishes. */
export function openPayments(database: Database<PaymentsSchema>): OpenInbox<PaymentsSchema> {
  const payments = new PaymentRepository(database.db, unheard);
  const orders = new OrderProjection(database.db);
  return { database, subscriptions: subscriptions({ payments, orders }), projections: projections({ orders }) };
}
