// The environment of orders-svc.

import { host, httpUrl, logLevel, natsUrl, port, postgresUrl, verifyingEnvironment } from '@paidonce/shared/config';
import { z } from 'zod';

export const config = verifyingEnvironment({
  HOST: host,
  PORT: port(8083),
  DATABASE_URL: postgresUrl,
  NATS_URL: natsUrl,
  LOG_LEVEL: logLevel,
  PRODUCTS_URL: httpUrl,
  /** Within what time a new order is meant to be paid; nothing enforces it yet. */
  ORDER_TIME_TO_LIVE_SECONDS: z.coerce.number().int().positive().default(1800),
});

export type Config = z.output<typeof config>;
