// Puts payments-svc together: the only file that knows every part.

import type { OpenService } from '@paidonce/shared/catch-up';
import { closePayments, streams } from '@paidonce/shared/contracts';
import { createDatabase, type Database } from '@paidonce/shared/database';
import {
  createApp,
  createHttpServer,
  createServiceClient,
  createTokens,
  type HttpService,
} from '@paidonce/shared/http';
import { createKeyTrimming } from '@paidonce/shared/idempotency';
import { createInbox, type OpenInbox } from '@paidonce/shared/inbox';
import type { Part } from '@paidonce/shared/lifecycle';
import { createConnection, createResponder } from '@paidonce/shared/messaging';
import { createObservability, type Logger } from '@paidonce/shared/observability';
import { createOutbox, unheard } from '@paidonce/shared/outbox';
import { followEndedSessions } from '@paidonce/shared/sessions';
import type { Config } from './config.ts';
import { oldestUnsettledSeconds } from './database/oldest-unsettled.ts';
import { OrderProjection } from './database/order-projection.ts';
import { PaymentRepository } from './database/payment-repository.ts';
import type { PaymentsSchema } from './database/schema.ts';
import { SlotRepository } from './database/slot-repository.ts';
import { closeOrder } from './features/close-order/close-order.ts';
import { Orders } from './features/pay-order/orders.ts';
import { payOrder } from './features/pay-order/pay-order.ts';
import { recallPayments } from './features/recall-payments/recall-payments.ts';
import { refundPayments } from './features/refund-payment/refund-payment.ts';
import { askProvider } from './features/settle-payments/ask-provider.ts';
import { recordOutcome } from './features/settle-payments/record-outcome.ts';
import { createSettling } from './features/settle-payments/settling.ts';
import type { Provider } from './provider/provider.ts';
import { remoteProvider } from './provider/remote-provider.ts';
import { simulatedProvider } from './provider/simulated-provider.ts';
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
    limits: { replicas: config.STREAM_REPLICAS },
    ...observability,
  });
  const ordersService = createServiceClient({
    name: streams.ORDERS.service,
    baseUrl: config.ORDERS_URL,
    ...observability,
  });

  const timeoutMilliseconds = config.PROVIDER_TIMEOUT_SECONDS * 1_000;
  const { provider, parts: providerParts } = providerBy(config, timeoutMilliseconds);

  const payments = new PaymentRepository(database.db, outbox, config.PROVIDER_TIMEOUT_SECONDS * 2);
  const slots = new SlotRepository(database.db);
  const orders = new OrderProjection(database.db);
  const record = recordOutcome({ payments, log });
  const settling = createSettling({ payments, ask: askProvider({ provider, record }), timeoutMilliseconds, log });
  const refund = refundPayments({ payments, provider });
  const inbox = createInbox({
    durable: 'payments',
    subscribes: config.SUBSCRIBES,
    db: database.db,
    connection,
    subscriptions: subscriptions({ orders, slots, refund }),
    afterCommit: () => {
      outbox.wake();
      orders.committed();
    },
    ...observability,
  });

  observability.metrics.source({
    name: 'payments',
    gauges: {
      paidonce_oldest_unsettled_payment_seconds: 'For how long the oldest payment or refund has had no outcome',
    },
    read: async () => ({ paidonce_oldest_unsettled_payment_seconds: await oldestUnsettledSeconds(database.db) }),
  });

  const close = closeOrder(slots);
  const closing = createResponder({
    connection,
    rpc: closePayments,
    answer: async ({ order_id: orderId }) => ({ outcome: await close(orderId) }),
    ...observability,
  });

  const trimming = createKeyTrimming({ databaseUrl: config.DATABASE_URL, db: database.db, log });

  const app = createApp({
    name: 'payments',
    routes: routes({
      payments,
      record,
      secret: config.PROVIDER_SECRET,
      payOrder: payOrder({ orders: new Orders(orders, ordersService), payments, slots, provider, settling }),
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
      ordersService,
      ...providerParts,
      outbox.history.gate(settling),
      outbox.history.gate(inbox),
      outbox.history.gate(closing),
      trimming,
      http,
    ],
    http,
  };
}

/** @throws Error when the remote one is wanted and not described, which the configuration does not let through */
function providerBy(config: Config, timeoutMilliseconds: number): { provider: Provider; parts: readonly Part[] } {
  const { PAYMENT_PROVIDER, PROVIDER_URL: url, PROVIDER_SECRET: secret } = config;
  if (PAYMENT_PROVIDER === 'simulated') return { provider: simulatedProvider(timeoutMilliseconds), parts: [] };
  if (url === undefined || secret === undefined) throw new Error('the remote provider has no address or no secret');
  const provider = remoteProvider({ url, secret });
  return { provider, parts: [provider] };
}

/** Payments without anything that serves, listens or publishes. */
export function openPayments(
  database: Database<PaymentsSchema>,
): OpenInbox<PaymentsSchema> & OpenService<PaymentsSchema> {
  const payments = new PaymentRepository(database.db, unheard, 0);
  // What is due is sent back by an instance that serves.
  const refund = refundPayments({ payments, provider: { refundsAtOnce: () => false } });
  const orders = new OrderProjection(database.db);
  const slots = new SlotRepository(database.db);
  return {
    database,
    subscriptions: subscriptions({ orders, slots, refund }),
    projections: projections({ orders }),
    stream: streams.PAYMENTS,
    recall: recallPayments,
  };
}
