// The variables that more than one service reads, as zod pieces. Messages complete the sentence "<NAME> …".

import { z } from 'zod';
import { levels } from '../observability/index.ts';

/** Address to listen on. Loopback unless told otherwise, so that a laptop does not serve its network. */
export const host = z.string().default('127.0.0.1');

/** A TCP port; 0 takes any free one. */
export const port = (standard: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number')
    .transform(Number)
    .refine((value) => value <= 65_535, 'must be a port number, at most 65535')
    .default(standard);

/** The base address of another service, without a trailing slash. */
export const httpUrl = addressOf(['http:', 'https:'], 'http://host:port').transform((url) => url.replace(/\/+$/, ''));

/** A PostgreSQL connection string. */
export const postgresUrl = addressOf(['postgres:', 'postgresql:'], 'postgres://user:password@host:port/database');

/** One or more NATS servers, divided by commas. */
export const natsUrl = z
  .string()
  .refine((value) => value.split(',').every((url) => isAddress(url.trim(), ['nats:', 'tls:', 'ws:', 'wss:'])), {
    error: 'must be an address like nats://host:port (several: divided by commas)',
  });

/** How much is logged. */
export const logLevel = z.enum(levels).default('info');

/** Only `production` changes anything: it refuses what is meant for development. */
export const nodeEnv = z.enum(['development', 'test', 'production']).default('development');

function addressOf(protocols: readonly string[], example: string) {
  return z.string().refine((value) => isAddress(value, protocols), { error: `must be an address like ${example}` });
}

function isAddress(value: string, protocols: readonly string[]): boolean {
  const url = URL.parse(value);
  return url !== null && protocols.includes(url.protocol) && url.hostname !== '';
}
