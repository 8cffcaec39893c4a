// Composition root of the gateway: the only file that knows every part.

import { createHttpServer, createTokens, type HttpService } from '@paidonce/shared/http';
import { createConnection } from '@paidonce/shared/messaging';
import type { Logger } from '@paidonce/shared/observability';
import { followEndedSessions } from '@paidonce/shared/sessions';
import { createGatewayApp } from './app.ts';
import type { Config } from './config.ts';
import { createUpstream } from './proxy/upstream.ts';

const name = 'api-gateway';

export function createGateway(config: Config, log: Logger): HttpService {
  const connection = createConnection({ url: config.NATS_URL, name, log });
  const sessions = followEndedSessions({ connection, log });
  const upstreams = {
    users: createUpstream('users', config.USERS_URL),
    products: createUpstream('products', config.PRODUCTS_URL),
    orders: createUpstream('orders', config.ORDERS_URL),
    payments: createUpstream('payments', config.PAYMENTS_URL),
  };
  const app = createGatewayApp({
    upstreams,
    tokens: createTokens(config, sessions.ended),
    dependencies: [connection, sessions],
    log,
  });
  const http = createHttpServer({ host: config.HOST, port: config.PORT, app, log });
  return { parts: [connection, sessions, ...Object.values(upstreams), http], http };
}
