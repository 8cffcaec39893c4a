// Who asks: the first thing that happens to a request.

import { Unauthorized } from '../../errors/index.ts';
import type { Caller } from './caller.ts';
import type { Tokens } from './tokens.ts';

/** Who may use a route. With `anyone` a token is optional; a bad one is refused all the same, as its sender counts on it. */
export type Who = 'anyone' | 'user' | 'admin';

const bearer = /^bearer +(\S+) *$/i;

/**
 * The caller behind an `Authorization` header (the scheme in any case of letters), if there is one.
 * @throws Unauthorized when there is a header without an acceptable token, or none where one is needed
 */
export function authenticate(tokens: Tokens, authorization: string | undefined, who: Who): Caller | undefined {
  if (authorization === undefined) {
    if (who === 'anyone') return undefined;
    throw new Unauthorized();
  }
  const token = bearer.exec(authorization)?.[1];
  if (token === undefined) throw new Unauthorized('The Authorization header must read "Bearer" and a token');
  return tokens.verify(token);
}
