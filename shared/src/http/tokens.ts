// Tokens are JWTs signed by HS256 with the shared secret; the algorithm is pinned, so `alg: none` and public keys get nowhere.

import { createSecretKey } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { role, userId } from '../contracts/index.ts';
import { Unauthorized } from '../errors/index.ts';
import type { Caller } from './caller.ts';

export type Tokens = {
  /** A token of this account for one hour. */
  sign(account: Pick<Caller, 'id' | 'email' | 'role'>): string;
  /** Whose token it is. @throws Unauthorized when it is malformed, forged, expired, or lacks a claim */
  verify(token: string): Caller;
};

/** How long a token is good, in seconds. */
const lifetime = 3600;

/** An id that is no UUID would fail in the database instead of here. `exp` is demanded: jsonwebtoken accepts tokens for ever without it. */
const claims = z.object({
  sub: userId,
  email: z.string(),
  role,
  iat: z.number(),
  exp: z.number(),
});

/**
 * Signs and verifies with one secret (at least 32 bytes: see `jwtSecret` in shared/config). The key is made once: given a string,
 * jsonwebtoken tries to parse it as a public key at each verification, at five times the cost.
 */
export function createTokens(secret: string): Tokens {
  const key = createSecretKey(Buffer.from(secret, 'utf8'));
  return {
    sign: ({ id, email, role }) => jwt.sign({ sub: id, email, role }, key, { algorithm: 'HS256', expiresIn: lifetime }),
    verify(token) {
      const { sub, email, role } = claimsOf(token);
      return { id: sub, email, role, token };
    },
  };

  function claimsOf(token: string): z.output<typeof claims> {
    try {
      return claims.parse(jwt.verify(token, key, { algorithms: ['HS256'] }));
    } catch (error) {
      throw refused(error instanceof jwt.TokenExpiredError ? 'The token has expired' : 'The token is not valid');
    }
  }
}

/** RFC 6750: a token was sent and is not accepted. */
function refused(detail: string): Unauthorized {
  return new Unauthorized(detail, { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } });
}
