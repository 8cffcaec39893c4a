// Tokens that must open nothing.

import { createHmac } from 'node:crypto';
import type { System } from '@paidonce/local/system';
import { newId } from '@paidonce/shared/contracts';
import { testTokens } from '@paidonce/shared/testing';
import { secret } from './spoil.ts';

type Forge = (shop: System) => string;

const now = Math.floor(Date.now() / 1000);
const claims = { sub: newId(), email: `${secret}@example.com`, role: 'admin', iat: now, exp: now + 3600 };

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

/** Signed with the shop's own secret, whatever it says. */
function signed({ jwtSecretKey }: System, payload: object, alg: 'HS256' | 'HS512' = 'HS256'): string {
  const text = `${encode({ alg, typ: 'JWT' })}.${encode(payload)}`;
  const hash = { HS256: 'sha256', HS512: 'sha512' }[alg];
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
  ['with another algorithm', (shop) => signed(shop, claims, 'HS512')],
  ['of somebody whose id is none', (shop) => signed(shop, { ...claims, sub: `${secret}' or 1=1` })],
  ['of a role that does not exist', (shop) => signed(shop, { ...claims, role: 'root' })],
];
