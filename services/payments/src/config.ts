// The environment of payments-svc.

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
  webhookSecret,
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

const environment = verifyingEnvironment({
  HOST: host,
  PORT: port(8084),
  DATABASE_URL: postgresUrl,
  NATS_URL: natsUrl,
  STREAM_REPLICAS: streamReplicas,
  SUBSCRIBES: subscribes,
  LOG_LEVEL: logLevel,
  ORDERS_URL: httpUrl,
  PAYMENT_PROVIDER: z
    .enum(['simulated', 'remote'])
    .default('simulated')
    .describe('Who takes the money: `simulated` inside the service, or `remote` at PROVIDER_URL.'),
  PROVIDER_URL: httpUrl.optional().describe('Base address of the remote payment provider: `https://host/path`.'),
  PROVIDER_SECRET: webhookSecret
    .optional()
    .describe(
      'What the remote payment provider and payments sign their messages with: `whsec_` and base64 of 32 bytes or more. Without it no callback is accepted.',
    ),
  PROVIDER_TIMEOUT_SECONDS: seconds(5).describe(
    'How long the payment provider may take for one answer. What is undecided after twice as long is asked about again, then less and less often.',
  ),
  ...tracingVariables,
});

/** Runs although other variables are wrong, so that all are told at once. */
export const config = environment.superRefine(
  (variables, context) => {
    if (variables.PAYMENT_PROVIDER !== 'remote') return;
    for (const name of ['PROVIDER_URL', 'PROVIDER_SECRET'] as const) {
      const message = 'is missing, which PAYMENT_PROVIDER=remote needs';
      if (variables[name] === undefined) context.addIssue({ code: 'custom', path: [name], message });
    }
  },
  { when: () => true },
);

export type Config = z.output<typeof config>;
