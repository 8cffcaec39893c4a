// What the gateway reads from its environment.

import { host, httpUrl, jwtSecret, logLevel, natsUrl, port } from '@paidonce/shared/config';
import { z } from 'zod';

/** The environment of the gateway. */
export const config = z.object({
  HOST: host,
  PORT: port(8080),
  LOG_LEVEL: logLevel,
  NATS_URL: natsUrl,
  JWT_SECRET_KEY: jwtSecret,
  USERS_URL: httpUrl,
  PRODUCTS_URL: httpUrl,
  ORDERS_URL: httpUrl,
  PAYMENTS_URL: httpUrl,
});

export type Config = z.output<typeof config>;
