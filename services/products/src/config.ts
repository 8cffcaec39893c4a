// The environment of product-svc.

import {
  host,
  logLevel,
  natsUrl,
  port,
  postgresUrl,
  streamReplicas,
  tracingVariables,
  verifyingEnvironment,
} from '@paidonce/shared/config';
import type { z } from 'zod';

export const config = verifyingEnvironment({
  HOST: host,
  PORT: port(8082),
  DATABASE_URL: postgresUrl,
  NATS_URL: natsUrl,
  STREAM_REPLICAS: streamReplicas,
  LOG_LEVEL: logLevel,
  ...tracingVariables,
});

export type Config = z.output<typeof config>;
