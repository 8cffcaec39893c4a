// Composition root of the gateway: the only file that knows every part.

import { createHttpServer, createTokens, type HttpService } from '@paidonce/shared/http';
import type { Logger } from '@paidonce/shared/observability';
import { createGatewayApp } from './app.ts';
import type { Config } from './config.ts';
import { createUpstream } from './proxy/upstream.ts';

export function createGateway(config: Config, log: Logger): HttpService {
  const upstreams = {
    users: createUpstream('users', config.USERS_URL),
    products: createUpstream('products', config.PRODUCTS_URL),
    orders: createUpstream('orders', config.ORDERS_URL),
    payments: createUpstream('payments', config.PAYMENTS_URL),
  };
  const app = createGatewayApp({ upstreams, tokens: createTokens(config.JWT_SECRET_KEY), log });
  const http = createHttpServer({ host: config.HOST, port: config.PORT, app, log });
  return { parts: [...Object.values(upstreams), http], http };
}
