// The environment of payments-svc.

import { host, httpUrl, jwtSecret, logLevel, natsUrl, port, postgresUrl } from '@paidonce/shared/config';
import { z } from 'zod';

export const config = z.object({
  HOST: host,
  PORT: port(8084),
  DATABASE_URL: postgresUrl,
  NATS_URL: natsUrl,
  JWT_SECRET_KEY: jwtSecret,
  LOG_LEVEL: logLevel,
  ORDERS_URL: httpUrl,
});

export type Config = z.output<typeof config>;
