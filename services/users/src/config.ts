// The environment of user-svc.

import {
  host,
  logLevel,
  natsUrl,
  nodeEnv,
  port,
  postgresUrl,
  signingEnvironment,
  streamReplicas,
  tracingVariables,
} from '@paidonce/shared/config';
import type { z } from 'zod';

export const config = signingEnvironment({
  HOST: host,
  PORT: port(8081),
  DATABASE_URL: postgresUrl,
  NATS_URL: natsUrl,
  STREAM_REPLICAS: streamReplicas,
  LOG_LEVEL: logLevel,
  NODE_ENV: nodeEnv,
  ...tracingVariables,
});

export type Config = z.output<typeof config>;
