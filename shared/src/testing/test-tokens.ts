// Tokens for tests, of anybody they like.

import { type Account, createSigningTokens, type SigningTokens } from '../http/index.ts';
import { EndedSessions } from '../sessions/index.ts';

export type TestTokens = Pick<SigningTokens, 'verify'> & {
  sign(account: Omit<Account, 'sessionsValidFrom'> & Partial<Account>): string;
};

/** Signed by this secret, for a service that has it too. `ended`: the sessions that verifying refuses. */
export function testTokens(secret: string, ended = new EndedSessions()): TestTokens {
  const tokens = createSigningTokens({ JWT_SECRET_KEY: secret }, ended);
  return {
    verify: tokens.verify,
    sign: (account) => tokens.sign({ sessionsValidFrom: new Date(0), ...account }),
  };
}
