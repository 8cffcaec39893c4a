// The environment of user-svc.

import { host, jwtSecret, logLevel, natsUrl, nodeEnv, port, postgresUrl } from '@paidonce/shared/config';
import { z } from 'zod';

export const config = z.object({
  HOST: host,
  PORT: port(8081),
  DATABASE_URL: postgresUrl,
  NATS_URL: natsUrl,
  JWT_SECRET_KEY: jwtSecret,
  LOG_LEVEL: logLevel,
  NODE_ENV: nodeEnv,
});

export type Config = z.output<typeof config>;
