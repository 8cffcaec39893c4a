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
import { z } from 'zod';

/** A time limit in seconds; fractions are for tests. */
const seconds = (standard: number) =>
  z
    .string()
    .regex(/^\d{1,3}(\.\d{1,3})?$/, 'must be a number of seconds, at most 999')
    .transform(Number)
    .refine((value) => value > 0, 'must be more than 0')
    .default(standard);

export const config = verifyingEnvironment({
  HOST: host,
  PORT: port(8084),
  DATABASE_URL: postgresUrl,
  NATS_URL: natsUrl,
  LOG_LEVEL: logLevel,
  ORDERS_URL: httpUrl,
  PROVIDER_TIMEOUT_SECONDS: seconds(5).describe(
    'How long the payment provider may take for one answer. What is undecided after twice as long is asked about again, then less and less often.',
  ),
  ...tracingVariables,
});

export type Config = z.output<typeof config>;
