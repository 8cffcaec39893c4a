import { describe, expect, it } from '@jest/globals';
import {
  host,
  httpUrl,
  InvalidConfig,
  loadConfig,
  logLevel,
  natsUrl,
  port,
  postgresUrl,
  verifyingEnvironment,
} from './index.ts';

const schema = verifyingEnvironment({
  HOST: host,
  PORT: port(8083),
  DATABASE_URL: postgresUrl,
  NATS_URL: natsUrl,
  PRODUCTS_URL: httpUrl,
  LOG_LEVEL: logLevel,
});

const good = {
  DATABASE_URL: 'postgres://paidonce_orders:pw@localhost:54329/paidonce_orders',
  NATS_URL: 'nats://127.0.0.1:4222, nats://127.0.0.1:4223',
  PRODUCTS_URL: 'http://127.0.0.1:8082/',
  JWT_SECRET_KEY: 'kX3vR9pQ7sT1wZ5yB8nM2cL4dF6gH0jA',
};

function sentencesFor(environment: Record<string, string>): readonly string[] {
  try {
    loadConfig(schema, environment);
  } catch (error) {
    if (error instanceof InvalidConfig) return error.sentences;
  }
  return [];
}

describe('the environment of a service', () => {
  it('is parsed once, with what is usual where nothing is said', () => {
    expect(loadConfig(schema, good)).toEqual({
      ...good,
      HOST: '127.0.0.1',
      PORT: 8083,
      PRODUCTS_URL: 'http://127.0.0.1:8082',
      LOG_LEVEL: 'info',
      JWT_PREVIOUS_SECRET_KEYS: [],
    });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(loadConfig(schema, { ...good, PORT: '', LOG_LEVEL: '' })).toMatchObject({ PORT: 8083, LOG_LEVEL: 'info' });
  });

  it('names everything that is missing at once', () => {
    expect(sentencesFor({})).toEqual([
      'DATABASE_URL is missing.',
      'NATS_URL is missing.',
      'PRODUCTS_URL is missing.',
      'JWT_SECRET_KEY is missing (or JWT_PUBLIC_KEYS, for tokens that are signed by ES256).',
    ]);
  });

  it.each([
    [{ PORT: '70000' }, 'PORT must be a port number, at most 65535.'],
    [{ PORT: '80a' }, 'PORT must be a port number.'],
    [{ DATABASE_URL: 'hunter2' }, 'DATABASE_URL must be an address like postgres://user:password@host:port/database.'],
    [{ NATS_URL: 'http://x' }, 'NATS_URL must be an address like nats://host:port (several: divided by commas).'],
    [{ PRODUCTS_URL: 'products' }, 'PRODUCTS_URL must be an address like http://host:port.'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of: fatal, error, warn, info, debug, trace, silent.'],
    [{ JWT_SECRET_KEY: 'short' }, 'JWT_SECRET_KEY must have at least 32 bytes.'],
    [
      { JWT_SECRET_KEY: 'a-string-secret-at-least-256-bits-long' },
      'JWT_SECRET_KEY is a well-known example; make one with: openssl rand -base64 48.',
    ],
    [
      { JWT_SECRET_KEY: 'x'.repeat(40) },
      'JWT_SECRET_KEY repeats a few characters; make one with: openssl rand -base64 48.',
    ],
  ])('%j is answered by one sentence that does not repeat the value', (wrong, sentence) => {
    expect(sentencesFor({ ...good, ...wrong })).toEqual([sentence]);
  });
});
