// The environment of orders-svc.

import {
  host,
  httpUrl,
  logLevel,
  natsUrl,
  port,
  postgresUrl,
  streamReplicas,
  subscribes,
  tracingVariables,
  verifyingEnvironment,
} from '@paidonce/shared/config';
import { z } from 'zod';

export const config = verifyingEnvironment({
  HOST: host,
  PORT: port(8083),
  DATABASE_URL: postgresUrl,
  NATS_URL: natsUrl,
  STREAM_REPLICAS: streamReplicas,
  SUBSCRIBES: subscribes,
  LOG_LEVEL: logLevel,
  PRODUCTS_URL: httpUrl,
  ORDER_TIME_TO_LIVE_SECONDS: z.coerce
    .number()
    .int()
    .positive()
    .default(1800)
    .describe(
      'Within how many seconds a new order has to be paid. After that it is cancelled, unless it is just being paid.',
    ),
  MOST_UNPAID_ORDERS: z.coerce
    .number()
    .int()
    .min(0)
    .max(1000)
    .default(20)
    .describe('How many orders a user may have that are not paid yet; 0 for any number.'),
  ORDER_SWEEP_SECONDS: z.coerce
    .number()
    .positive()
    .default(5)
    .describe('How many seconds lie between two looks for orders that are to be cancelled.'),
  ...tracingVariables,
});

export type Config = z.output<typeof config>;
