// The environment of payments-svc.

import {
  host,
  httpUrl,
  logLevel,
  natsUrl,
  port,
  postgresUrl,
  tracingVariables,
  verifyingEnvironment,
} from '@paidonce/shared/config';
import type { z } from 'zod';

export const config = verifyingEnvironment({
  HOST: host,
  PORT: port(8084),
  DATABASE_URL: postgresUrl,
  NATS_URL: natsUrl,
  LOG_LEVEL: logLevel,
  ORDERS_URL: httpUrl,
  ...tracingVariables,
});

export type Config = z.output<typeof config>;
