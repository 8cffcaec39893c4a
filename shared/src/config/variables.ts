// The variables that more than one service reads, as zod pieces. Messages complete the sentence "<NAME> …".

import { z } from 'zod';
import { levels } from '../observability/index.ts';

/** Loopback unless told otherwise, so that a laptop does not serve its network. */
export const host = z.string().default('127.0.0.1').describe('Address to listen on.');

/** A TCP port. */
export const port = (standard: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number')
    .transform(Number)
    .refine((value) => value <= 65_535, 'must be a port number, at most 65535')
    .default(standard)
    .describe('Port to listen on; 0 takes any free one.');

/** The base address of another service; a slash at its end is left out. */
export const httpUrl = addressOf(['http:', 'https:'], 'http://host:port')
  .transform((url) => url.replace(/\/+$/, ''))
  .describe('Base address of that service: `http://host:port`.');

/** A PostgreSQL connection string. */
export const postgresUrl = addressOf(
  ['postgres:', 'postgresql:'],
  'postgres://user:password@host:port/database',
).describe(
  'The database of this service alone: `postgres://user:password@host:port/database`. PostgreSQL 17 or later, and no transaction pooler in between.',
);

/** One or more NATS servers, divided by commas. */
export const natsUrl = z
  .string()
  .refine((value) => value.split(',').every((url) => isAddress(url.trim(), ['nats:', 'tls:', 'ws:', 'wss:'])), {
    error: 'must be an address like nats://host:port (several: divided by commas)',
  })
  .describe(
    'The NATS servers: `nats://host:port`, or `nats://user:password@host:port` where they ask; several, divided by commas.',
  );

/** How many copies a stream has: one, or as many as there are nodes that must not lose it together. */
export const streamReplicas = z.coerce
  .number()
  .pipe(z.union([z.literal(1), z.literal(3), z.literal(5)], 'must be 1, 3 or 5'))
  .default(1)
  .describe(
    'How many nodes of NATS keep a copy of the stream of this service: 1, 3 or 5. There have to be as many; a server that is alone keeps one.',
  );

/** Whether the service listens to the streams of others. */
export const subscribes = z
  .enum(['true', 'false'])
  .default('true')
  .transform((word) => word === 'true')
  .describe(
    'With `false` this instance applies nothing that others tell, and leaves it all to its replicas: to one on the laptop of whom develops it, or to those in the cluster.',
  );

/** A secret that two systems share to sign what they send each other, as Standard Webhooks writes it. Parsed to its bytes. */
export const webhookSecret = z.string().transform((text, context): Uint8Array => {
  const bytes = Buffer.from(text.replace(/^whsec_/, ''), 'base64');
  if (/^whsec_[\w+/-]+=*$/.test(text) && bytes.length >= 32) return bytes;
  const make = 'echo "whsec_$(openssl rand -base64 32)"';
  context.addIssue({
    code: 'custom',
    message: `must be whsec_ and base64 of at least 32 bytes; make one with: ${make}`,
  });
  return z.NEVER;
});

export const logLevel = z.enum(levels).default('info').describe('From which level on things are logged.');

export const nodeEnv = z
  .enum(['development', 'test', 'production'])
  .default('development')
  .describe('`production` refuses to start with the seeded accounts, whose passwords everybody knows.');

function addressOf(protocols: readonly string[], example: string) {
  return z.string().refine((value) => isAddress(value, protocols), { error: `must be an address like ${example}` });
}

function isAddress(value: string, protocols: readonly string[]): boolean {
  const url = URL.parse(value);
  return url !== null && protocols.includes(url.protocol) && url.hostname !== '';
}
