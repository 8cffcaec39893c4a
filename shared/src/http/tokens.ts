// Tokens are JWTs signed by HS256 with the shared secret; the algorithm is pinned, so `alg: none` and public keys get nowhere.

import { createSecretKey, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { role, userId } from '../contracts/index.ts';
import { Unauthorized } from '../errors/index.ts';
import { type EndedSessions, tokenLifetimeSeconds } from '../sessions/index.ts';
import type { Caller } from './caller.ts';

export type Tokens = {
  /** Whose token it is. @throws Unauthorized when it is malformed, forged, expired, of a session that was ended, or lacks a claim */
  verify(token: string): Caller;
};

/** Whose sessions begin no earlier than `sessionsValidFrom`: its tokens are issued then at the earliest, or they would be refused. */
export type Account = Pick<Caller, 'id' | 'email' | 'role'> & { sessionsValidFrom: Date };

export type SigningTokens = Tokens & {
  /** A token of this account for one hour. */
  sign(account: Account): string;
};

/** The part of a service's environment that tells by which keys it signs and verifies. */
export type TokenKeys = { JWT_SECRET_KEY: string };

/** An id that is no UUID would fail in the database instead of here. `exp` is demanded: jsonwebtoken accepts tokens for ever without it. */
const claims = z.object({
  sub: userId,
  email: z.string(),
  role,
  iat: z.number(),
  exp: z.number(),
});

/** @param ended the sessions that ended before their tokens expire (see shared/sessions) */
export function createTokens({ JWT_SECRET_KEY }: TokenKeys, ended: Pick<EndedSessions, 'include'>): Tokens {
  const key = keyOf(JWT_SECRET_KEY);
  return {
    verify(token) {
      const { sub, email, role, iat } = claimsOf(token, key);
      if (ended.include(sub, iat)) throw refused('The session of this token has ended: log in again');
      return { id: sub, email, role, token };
    },
  };
}

/** For user-svc, which alone makes tokens. */
export function createSigningTokens(keys: TokenKeys, ended: Pick<EndedSessions, 'include'>): SigningTokens {
  const key = keyOf(keys.JWT_SECRET_KEY);
  return {
    ...createTokens(keys, ended),
    sign({ id, email, role, sessionsValidFrom }) {
      const iat = Math.max(Math.floor(Date.now() / 1000), sessionsValidFrom.getTime() / 1000);
      const payload = { sub: id, email, role, iat, exp: iat + tokenLifetimeSeconds };
      return jwt.sign(payload, key, { algorithm: 'HS256' });
    },
  };
}

/** Made once: given a string, jsonwebtoken tries to parse it as a public key at each verification, at five times the cost. */
function keyOf(secret: string): KeyObject {
  return createSecretKey(Buffer.from(secret, 'utf8'));
}

function claimsOf(token: string, key: KeyObject): z.output<typeof claims> {
  try {
    return claims.parse(jwt.verify(token, key, { algorithms: ['HS256'] }));
  } catch (error) {
    throw refused(error instanceof jwt.TokenExpiredError ? 'The token has expired' : 'The token is not valid');
  }
}

/** RFC 6750: a token was sent and is not accepted. */
function refused(detail: string): Unauthorized {
  return new Unauthorized(detail, { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } });
}
