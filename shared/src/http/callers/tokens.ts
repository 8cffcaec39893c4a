// Tokens are JWTs, by HS256 or ES256. The algorithm belongs to the key, so `alg: none` and a public key taken for a secret get nowhere.

import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { role, userId } from '../../contracts/index.ts';
import { Unauthorized } from '../../errors/index.ts';
import { type EndedSessions, tokenLifetimeSeconds } from '../../sessions/index.ts';
import type { Caller } from './caller.ts';
import { type SigningKeys, signingKey, type TokenKey, type VerifyingKeys, verifyingKeys } from './token-keys.ts';

export type Tokens = {
  /** Whose token it is. @throws Unauthorized when it is malformed, forged, expired, of a session that was ended, or lacks a claim */
  verify(token: string): Caller;
};

export type Account = Pick<Caller, 'id' | 'email' | 'role'> & {
  /** Its tokens are issued then at the earliest, or they would be refused. */
  sessionsValidFrom: Date;
  /** When it was known to be so, now when left out: the token is as old as that, so that a change that came meanwhile ends it. */
  asOf?: Date | undefined;
};

export type SigningTokens = Tokens & {
  /** A token of this account for one hour. */
  sign(account: Account): string;
};

/** An id that is no UUID would fail in the database instead of here. `exp` is demanded: jsonwebtoken accepts tokens for ever without it. */
const claims = z.object({
  sub: userId,
  email: z.string(),
  role,
  iat: z.number(),
  exp: z.number(),
});

/** @param ended the sessions that ended before their tokens expire (see shared/sessions) */
export function createTokens(keys: VerifyingKeys, ended: Pick<EndedSessions, 'include'>): Tokens {
  const keysOf = verifyingKeys(keys);
  return {
    verify(token) {
      const { sub, email, role, iat } = claimsOf(token, keysOf(token));
      if (ended.include(sub, iat)) throw refused('The session of this token has ended: log in again');
      return { id: sub, email, role, token };
    },
  };
}

/** For user-svc, which alone makes tokens. */
export function createSigningTokens(keys: SigningKeys, ended: Pick<EndedSessions, 'include'>): SigningTokens {
  const { algorithm, key, keyId } = signingKey(keys);
  const options = { algorithm, ...(keyId !== undefined && { keyid: keyId }) };
  return {
    ...createTokens(keys, ended),
    sign({ id, email, role, sessionsValidFrom, asOf = new Date() }) {
      const iat = Math.max(Math.floor(asOf.getTime() / 1000), sessionsValidFrom.getTime() / 1000);
      return jwt.sign({ sub: id, email, role, iat, exp: iat + tokenLifetimeSeconds }, key, options);
    },
  };
}

/** A previous secret is tried after the present one. */
function claimsOf(token: string, keys: readonly TokenKey[]): z.output<typeof claims> {
  for (const { key, algorithm } of keys) {
    try {
      return claims.parse(jwt.verify(token, key, { algorithms: [algorithm] }));
    } catch (error) {
      if (error instanceof jwt.TokenExpiredError) throw refused('The token has expired');
    }
  }
  throw refused('The token is not valid');
}

/** RFC 6750: a token was sent and is not accepted. */
function refused(detail: string): Unauthorized {
  return new Unauthorized(detail, { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } });
}
