// What the gateway reads from its environment.

import { host, httpUrl, logLevel, natsUrl, port, verifyingEnvironment } from '@paidonce/shared/config';
import type { z } from 'zod';

/** The environment of the gateway. */
export const config = verifyingEnvironment({
  HOST: host,
  PORT: port(8080),
  METRICS_PORT: port(9090).describe('Port of `GET /metrics`, which is not for the world outside.'),
  LOG_LEVEL: logLevel,
  NATS_URL: natsUrl,
  USERS_URL: httpUrl,
  PRODUCTS_URL: httpUrl,
  ORDERS_URL: httpUrl,
  PAYMENTS_URL: httpUrl,
});

export type Config = z.output<typeof config>;
