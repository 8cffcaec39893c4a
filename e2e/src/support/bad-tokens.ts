// Tokens that must open nothing.

import { createHmac } from 'node:crypto';
import type { System } from '@paidonce/local/system';
import { newId } from '@paidonce/shared/contracts';
import { testTokens } from '@paidonce/shared/testing';
import { secret } from './spoil.ts';

type Key = Pick<System, 'jwtSecretKey'>;
type Forge = (shop: Key) => string;

const now = Math.floor(Date.now() / 1000);
const claims = { sub: newId(), email: `${secret}@example.com`, role: 'admin', iat: now, exp: now + 3600 };

const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');

/** Signed with the shop's own secret, whatever it says. */
function signed({ jwtSecretKey }: Key, payload: unknown, head: object = {}, hash = 'sha256'): string {
  const text = `${encode({ alg: 'HS256', typ: 'JWT', ...head })}.${encode(payload)}`;
  return `${text}.${createHmac(hash, jwtSecretKey).update(text).digest('base64url')}`;
}

export const badTokens: [what: string, forge: Forge][] = [
  ['that is none', () => secret],
  ['that is cut off', (shop) => signed(shop, claims).slice(0, -5)],
  ['that has expired', (shop) => signed(shop, { ...claims, iat: now - 7200, exp: now - 3600 })],
  ['that never expires', (shop) => signed(shop, { ...claims, exp: undefined })],
  [
    'of another shop',
    () => testTokens('of another shop: 0123456789 0123456789').sign({ ...claims, id: newId(), role: 'admin' }),
  ],
  ['with "alg": "none"', () => `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.`],
  ['with "alg": "NoNe" and a signature', (shop) => signed(shop, claims, { alg: 'NoNe' })],
  ['with another algorithm', (shop) => signed(shop, claims, { alg: 'HS512' }, 'sha512')],
  ['that says it has another algorithm', (shop) => signed(shop, claims, { alg: 'ES256' })],
  ['with an empty signature', (shop) => signed(shop, claims).replace(/[^.]*$/, '')],
  [
    'whose claims were changed',
    (shop) => signed(shop, claims).replace(/\..*\./, `.${encode({ ...claims, sub: newId() })}.`),
  ],
  ['in four parts', (shop) => `${signed(shop, claims)}.${secret}`],
  ['encrypted, or so it says', () => `${encode({ alg: 'dir', enc: 'A256GCM' })}..${secret}.${secret}.${secret}`],
  ['whose claims are a list', (shop) => signed(shop, [claims])],
  ['whose claims are a text', (shop) => signed(shop, secret)],
  ['whose claims are no JSON', (shop) => signed(shop, claims).replace(/\..*\./, `.${secret}.`)],
  ['of nobody', (shop) => signed(shop, { ...claims, sub: undefined })],
  ['without an email', (shop) => signed(shop, { ...claims, email: undefined })],
  ['without a role', (shop) => signed(shop, { ...claims, role: undefined })],
  ['that does not say since when', (shop) => signed(shop, { ...claims, iat: undefined })],
  ['that is not good yet', (shop) => signed(shop, { ...claims, nbf: now + 3600 })],
  ['that expires on a day that is no number', (shop) => signed(shop, { ...claims, exp: `${now + 3600}` })],
  ['that expires when time does', (shop) => signed(shop, { ...claims, exp: '1e400' })],
  ['of somebody whose id is none', (shop) => signed(shop, { ...claims, sub: `${secret}' or 1=1` })],
  ['of a role that does not exist', (shop) => signed(shop, { ...claims, role: 'root' })],
];
