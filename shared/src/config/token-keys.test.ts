import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import { tokenPair } from '../testing/index.ts';
import { InvalidConfig, loadConfig, signingEnvironment, verifyingEnvironment } from './index.ts';

const secret = 'kX3vR9pQ7sT1wZ5yB8nM2cL4dF6gH0jA';
const [pair, other] = [tokenPair(), tokenPair()];
const directory = mkdtempSync(join(tmpdir(), 'paidonce-keys-'));
const file = join(directory, 'public.pem');
writeFileSync(file, pair.publicKey + other.publicKey);
afterAll(() => rmSync(directory, { recursive: true }));

const sentences = (schema: z.ZodType, environment: Record<string, string>) => {
  try {
    loadConfig(schema, environment);
    return [];
  } catch (error) {
    if (error instanceof InvalidConfig) return error.sentences;
    throw error;
  }
};

const verifying = verifyingEnvironment({});
const signing = signingEnvironment({});
const notPublic = 'JWT_PUBLIC_KEYS must be public keys on P-256 as PEM, one after the other, or a file of them.';
const notPrivate = 'JWT_PRIVATE_KEY must be one private key on P-256 as PEM, or the file of one.';
const beside = 'stands beside JWT_SECRET_KEY, whose holders could make tokens as well; set one of them.';

describe('a service that verifies tokens', () => {
  it.each([
    ['a secret', { JWT_SECRET_KEY: secret }],
    ['a secret and those before it', { JWT_SECRET_KEY: secret, JWT_PREVIOUS_SECRET_KEYS: `${secret}1 ${secret}2` }],
    ['a public key', { JWT_PUBLIC_KEYS: pair.publicKey }],
    ['public keys, one after the other', { JWT_PUBLIC_KEYS: pair.publicKey + other.publicKey }],
    ['a public key on one line', { JWT_PUBLIC_KEYS: pair.publicKey.replaceAll('\n', '\\n') }],
    ['a file of public keys', { JWT_PUBLIC_KEYS: file }],
    ['public keys and the secret before them', { JWT_PUBLIC_KEYS: file, JWT_PREVIOUS_SECRET_KEYS: secret }],
  ])('starts with %s', (_, environment) => {
    expect(sentences(verifying, environment)).toEqual([]);
  });

  it.each([
    ['no key', {}, 'JWT_SECRET_KEY is missing (or JWT_PUBLIC_KEYS, for tokens that are signed by ES256).'],
    ['a short secret', { JWT_SECRET_KEY: 'short' }, 'JWT_SECRET_KEY must have at least 32 bytes.'],
    [
      'a well-known secret',
      { JWT_SECRET_KEY: 'your-256-bit-secret-your-256-bit-secret' },
      'JWT_SECRET_KEY is a well-known example; make one with: openssl rand -base64 48.',
    ],
    [
      'a short secret before it',
      { JWT_SECRET_KEY: secret, JWT_PREVIOUS_SECRET_KEYS: `${secret} short` },
      'JWT_PREVIOUS_SECRET_KEYS must be secrets like JWT_SECRET_KEY, divided by spaces.',
    ],
    ['both kinds of key', { JWT_SECRET_KEY: secret, JWT_PUBLIC_KEYS: file }, `JWT_PUBLIC_KEYS ${beside}`],
    ['something that is no key', { JWT_PUBLIC_KEYS: 'hunter2' }, notPublic],
    ['a broken key', { JWT_PUBLIC_KEYS: pair.publicKey.replace('M', '?') }, notPublic],
    ['a key on another curve', { JWT_PUBLIC_KEYS: tokenPair('P-384').publicKey }, notPublic],
    ['the private key, which is not its own', { JWT_PUBLIC_KEYS: pair.privateKey }, notPublic],
  ])('does not start with %s, and says why', (_, environment, sentence) => {
    expect(sentences(verifying, environment)).toEqual([sentence]);
  });
});

describe('the service that signs them', () => {
  it.each([
    ['a secret', { JWT_SECRET_KEY: secret }],
    ['a private key', { JWT_PRIVATE_KEY: pair.privateKey }],
    ['a private key and public ones before it', { JWT_PRIVATE_KEY: pair.privateKey, JWT_PUBLIC_KEYS: other.publicKey }],
  ])('starts with %s', (_, environment) => {
    expect(sentences(signing, environment)).toEqual([]);
  });

  it.each([
    [
      'public keys alone',
      { JWT_PUBLIC_KEYS: file },
      'JWT_SECRET_KEY is missing (or JWT_PRIVATE_KEY, for tokens that are signed by ES256).',
    ],
    ['both kinds', { JWT_SECRET_KEY: secret, JWT_PRIVATE_KEY: pair.privateKey }, `JWT_PRIVATE_KEY ${beside}`],
    ['two private keys', { JWT_PRIVATE_KEY: pair.privateKey + other.privateKey }, notPrivate],
    ['a public key for the private one', { JWT_PRIVATE_KEY: pair.publicKey }, notPrivate],
    ['a key on another curve', { JWT_PRIVATE_KEY: tokenPair('P-384').privateKey }, notPrivate],
    ['a file that is not there', { JWT_PRIVATE_KEY: join(directory, 'nowhere.pem') }, notPrivate],
  ])('does not start with %s, and says why', (_, environment, sentence) => {
    expect(sentences(signing, environment)).toEqual([sentence]);
  });
});
