import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import jwt from 'jsonwebtoken';
import { loadConfig, signingEnvironment, verifyingEnvironment } from '../../config/index.ts';
import { newId, type UserId } from '../../contracts/index.ts';
import { Unauthorized } from '../../errors/index.ts';
import { EndedSessions } from '../../sessions/index.ts';
import { tokenPair } from '../../testing/index.ts';
import { createSigningTokens, createTokens } from '../index.ts';

type Environment = Record<string, string>;

/** Tokens as a service has them that is started in this environment. */
const verifier = (environment: Environment) =>
  createTokens(loadConfig(verifyingEnvironment({}), environment), new EndedSessions());
const signer = (environment: Environment) =>
  createSigningTokens(loadConfig(signingEnvironment({}), environment), new EndedSessions());

const secret = 'kX3vR9pQ7sT1wZ5yB8nM2cL4dF6gH0jA';
const nextSecret = 'aJ0hG6fD4lC2mN8bY5zW1tS7qP9rV3xK';
const [pair, nextPair, foreignPair] = [tokenPair(), tokenPair(), tokenPair()];
const ada = {
  id: newId<UserId>(),
  email: 'ada@example.com',
  role: 'admin' as const,
  sessionsValidFrom: new Date('2026-01-01'),
};

describe.each<[way: string, signing: Environment, verifying: Environment]>([
  ['one secret', { JWT_SECRET_KEY: secret }, { JWT_SECRET_KEY: secret }],
  ['a pair of keys', { JWT_PRIVATE_KEY: pair.privateKey }, { JWT_PUBLIC_KEYS: pair.publicKey }],
  [
    'a new secret, by who knows the old one as well',
    { JWT_SECRET_KEY: nextSecret },
    { JWT_SECRET_KEY: nextSecret, JWT_PREVIOUS_SECRET_KEYS: secret },
  ],
  [
    'the old secret, by who has the new one already',
    { JWT_SECRET_KEY: secret },
    { JWT_SECRET_KEY: nextSecret, JWT_PREVIOUS_SECRET_KEYS: secret },
  ],
  [
    'a new pair, by who knows the old one as well',
    { JWT_PRIVATE_KEY: nextPair.privateKey },
    { JWT_PUBLIC_KEYS: pair.publicKey + nextPair.publicKey },
  ],
  [
    'the old secret, by who has the pair already that takes its place',
    { JWT_SECRET_KEY: secret },
    { JWT_PUBLIC_KEYS: pair.publicKey, JWT_PREVIOUS_SECRET_KEYS: secret },
  ],
])('tokens signed with %s', (_, signing, verifying) => {
  it('say everywhere whose they are', () => {
    const token = signer(signing).sign(ada);
    for (const tokens of [verifier(verifying), signer(signing)])
      expect(tokens.verify(token)).toEqual({ id: ada.id, email: ada.email, role: ada.role, token });
  });
});

it('user-svc itself takes tokens of the key before its present one', () => {
  const token = signer({ JWT_PRIVATE_KEY: pair.privateKey }).sign(ada);
  const rotated = { JWT_PRIVATE_KEY: nextPair.privateKey, JWT_PUBLIC_KEYS: pair.publicKey };
  expect(signer(rotated).verify(token)).toMatchObject({ id: ada.id });
});

it('a token is never issued before its sessions begin', () => {
  const sessionsValidFrom = new Date(Math.ceil(Date.now() / 1000) * 1000 + 5000);
  const token = signer({ JWT_SECRET_KEY: secret }).sign({ ...ada, sessionsValidFrom });
  const { iat = 0, exp = 0 } = jwt.decode(token, { json: true }) ?? {};
  expect(iat).toBe(sessionsValidFrom.getTime() / 1000);
  expect(exp).toBe(iat + 3600);
});

it('who only verifies cannot sign', () => {
  expect(verifier({ JWT_SECRET_KEY: secret })).not.toHaveProperty('sign');
});

describe('with a pair of keys, a token', () => {
  const tokens = verifier({ JWT_PUBLIC_KEYS: pair.publicKey, JWT_PREVIOUS_SECRET_KEYS: nextSecret });
  const good = signer({ JWT_PRIVATE_KEY: pair.privateKey }).sign(ada);
  const [header = '', payload = '', signature = ''] = good.split('.');
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const kid = (JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string }).kid; // as createSigningTokens writes it
  const hmac = (text: string, key: string) => `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;

  it('is taken when it is as it should be', () => {
    expect(tokens.verify(good)).toMatchObject({ role: 'admin' });
  });

  it.each<[string, string]>([
    [
      'signed with the text of the public key as a secret',
      hmac(`${encode({ alg: 'HS256' })}.${payload}`, pair.publicKey),
    ],
    ['the same, by its name', hmac(`${encode({ alg: 'HS256', kid })}.${payload}`, pair.publicKey)],
    ['the same, called ES256', hmac(`${encode({ alg: 'ES256', kid })}.${payload}`, pair.publicKey)],
    ['without a signature', `${encode({ alg: 'none' })}.${payload}.`],
    ['without a signature, by the name of the key', `${encode({ alg: 'none', kid })}.${payload}.`],
    ['of a foreign key', signer({ JWT_PRIVATE_KEY: foreignPair.privateKey }).sign(ada)],
    [
      'of a foreign key under the name of ours',
      jwt.sign({ sub: ada.id }, foreignPair.privateKey, { algorithm: 'ES256', keyid: kid }),
    ],
    ['under a name that nobody has', `${encode({ alg: 'ES256', kid: 'nobody' })}.${payload}.${signature}`],
    ['under no name', `${encode({ alg: 'ES256' })}.${payload}.${signature}`],
    [
      'under the name of an inherited property',
      `${encode({ alg: 'ES256', kid: '__proto__' })}.${payload}.${signature}`,
    ],
    ['of another algorithm', jwt.sign({ sub: ada.id }, nextSecret, { algorithm: 'HS512' })],
    ['with another payload', `${header}.${encode({ sub: ada.id, role: 'admin' })}.${signature}`],
    ['whose header is no JSON', `${Buffer.from('{').toString('base64url')}.${payload}.${signature}`],
    ['of a secret that nobody has', signer({ JWT_SECRET_KEY: secret }).sign(ada)],
  ])('%s is refused', (_, token) => {
    expect(() => tokens.verify(token)).toThrow(Unauthorized);
  });
});

describe('with one secret, a token', () => {
  it('of a pair of keys is refused', () => {
    const token = signer({ JWT_PRIVATE_KEY: pair.privateKey }).sign(ada);
    expect(() => verifier({ JWT_SECRET_KEY: secret }).verify(token)).toThrow(Unauthorized);
  });

  it('of a secret that was taken out is refused', () => {
    const token = signer({ JWT_SECRET_KEY: secret }).sign(ada);
    expect(() => verifier({ JWT_SECRET_KEY: nextSecret }).verify(token)).toThrow(Unauthorized);
  });
});
