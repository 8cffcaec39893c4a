// The environment of the gateway.

import {
  host,
  httpUrl,
  logLevel,
  natsUrl,
  port,
  tracingVariables,
  verifyingEnvironment,
} from '@paidonce/shared/config';
import { z } from 'zod';
import { corsOrigins } from './cors.ts';

const count = (standard: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value <= most, `must be a whole number, at most ${most}`)
    .default(standard);

const redisUrl = z.string().regex(/^rediss?:\/\/./, 'must be an address like redis://host:port');

export const config = verifyingEnvironment({
  HOST: host,
  PORT: port(8080),
  METRICS_PORT: port(9090).describe('Port of `GET /metrics`, which is not for the world outside.'),
  LOG_LEVEL: logLevel,
  NATS_URL: natsUrl,
  USERS_URL: httpUrl,
  PRODUCTS_URL: httpUrl,
  ORDERS_URL: httpUrl,
  PAYMENTS_URL: httpUrl,
  MAX_CONNECTIONS: count(4_096, 1_000_000).describe(
    'How many connections clients may hold together; each one more ends the most useless of the client that has most.',
  ),
  TRUSTED_HOPS: count(0, 10).describe(
    'How many proxies of yours stand in front: so many entries of `X-Forwarded-For`, from the right, are believed.',
  ),
  USER_REQUESTS_PER_MINUTE: count(60_000, 100_000_000).describe('How many requests a user may make; 0 is no limit.'),
  ADDRESS_REQUESTS_PER_MINUTE: count(60_000, 100_000_000).describe(
    'How many requests without a good token may come from one address (IPv6: one /64); 0 is no limit.',
  ),
  SIGN_INS_PER_MINUTE: count(1_200, 100_000_000).describe(
    'How many log-ins and registrations may come from one address (IPv6: one /64); 0 is no limit.',
  ),
  REDIS_URL: redisUrl
    .optional()
    .describe('Where gateways share what they count against these limits; each counts for itself without.'),
  CORS_ORIGINS: corsOrigins.describe(
    'Origins whose pages may use the API from a browser, divided by commas; none unless said, `*` for any.',
  ),
  ...tracingVariables,
});

export type Config = z.output<typeof config>;
