// Puts the gateway together: the only file that knows every part.

import {
  createHttpServer,
  createMetricsServer,
  createTokens,
  type HttpServer,
  type HttpService,
} from '@paidonce/shared/http';
import { createConnection } from '@paidonce/shared/messaging';
import { createObservability, type Logger } from '@paidonce/shared/observability';
import { followEndedSessions } from '@paidonce/shared/sessions';
import { createGatewayApp } from './app.ts';
import type { Config } from './config.ts';
import { createCors } from './cors.ts';
import { createRateLimits } from './limits/rate-limits.ts';
import { shareCounts } from './limits/shared-counts.ts';
import { createUpstream } from './proxy/upstream.ts';

const name = 'api-gateway';

/** `metrics`: the figures' own server, so that they are nowhere on the one that faces the world. */
export type Gateway = HttpService & { metrics: HttpServer };

export function createGateway(config: Config, log: Logger): Gateway {
  const observability = createObservability(name, config, log);
  const connection = createConnection({ url: config.NATS_URL, name, ...observability });
  const sessions = followEndedSessions({ connection, log });
  const upstreams = {
    users: createUpstream('users', config.USERS_URL, log),
    products: createUpstream('products', config.PRODUCTS_URL, log),
    orders: createUpstream('orders', config.ORDERS_URL, log),
    payments: createUpstream('payments', config.PAYMENTS_URL, log),
  };
  const limits = createRateLimits(
    {
      user: config.USER_REQUESTS_PER_MINUTE,
      address: config.ADDRESS_REQUESTS_PER_MINUTE,
      signIn: config.SIGN_INS_PER_MINUTE,
    },
    observability.metrics,
  );
  const shared = config.REDIS_URL === undefined ? [] : [shareCounts(config.REDIS_URL, limits.counts, log)];
  const app = createGatewayApp({
    upstreams,
    tokens: createTokens(config, sessions.ended),
    trustedHops: config.TRUSTED_HOPS,
    limits,
    cors: createCors(config.CORS_ORIGINS),
    dependencies: [connection, sessions, ...shared],
    ...observability,
  });
  const http = createHttpServer({
    host: config.HOST,
    port: config.PORT,
    app,
    log,
    mostConnections: config.MAX_CONNECTIONS,
  });
  const metrics = createMetricsServer({ host: config.HOST, port: config.METRICS_PORT, ...observability });
  return {
    parts: [observability.tracing, metrics, connection, sessions, ...shared, ...Object.values(upstreams), http],
    http,
    metrics,
  };
}
