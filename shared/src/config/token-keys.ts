// By which keys tokens are signed and verified: a secret that all services share, or a pair of which user-svc alone has the private half.

import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { readPrivateKey, readPublicKeys } from './ec-keys.ts';
import { jwtSecret } from './jwt-secret.ts';

const verifying = {
  JWT_SECRET_KEY: jwtSecret.optional().describe('The secret of the tokens (HS256), which all services share.'),
  JWT_PREVIOUS_SECRET_KEYS: z
    .string()
    .transform((text) => text.split(/\s+/).filter((secret) => secret !== ''))
    .refine((secrets) => secrets.every((secret) => jwtSecret.safeParse(secret).success), {
      error: 'must be secrets like JWT_SECRET_KEY, divided by spaces',
    })
    .default([])
    .describe('Secrets whose tokens are still taken, divided by spaces, so that a new secret logs nobody out.'),
  JWT_PUBLIC_KEYS: keys(readPublicKeys, 'must be public keys on P-256 as PEM, one after the other, or a file of them')
    .optional()
    .describe('Public keys of the tokens (ES256): PEM, one after the other, or a file of them.'),
};

const signing = {
  ...verifying,
  JWT_PRIVATE_KEY: keys(readPrivateKey, 'must be one private key on P-256 as PEM, or the file of one')
    .optional()
    .describe('The private key that signs the tokens (ES256): PEM, or a file of it. user-svc alone has it.'),
};

/** The environment of a service that verifies tokens: its own variables, and either `JWT_SECRET_KEY` or `JWT_PUBLIC_KEYS`. */
export function verifyingEnvironment<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.object({ ...shape, ...verifying }).superRefine(oneOf('JWT_PUBLIC_KEYS'), { when: () => true });
}

/** The environment of user-svc, which makes the tokens: its own variables, and either `JWT_SECRET_KEY` or `JWT_PRIVATE_KEY`. */
export function signingEnvironment<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.object({ ...shape, ...signing }).superRefine(oneOf('JWT_PRIVATE_KEY'), { when: () => true });
}

/** Runs although other variables are wrong, so that all are told at once. */
const oneOf =
  (pair: 'JWT_PUBLIC_KEYS' | 'JWT_PRIVATE_KEY') => (environment: object, context: z.core.$RefinementCtx) => {
    const given = (name: string) => (environment as Record<string, unknown>)[name] !== undefined; // whatever the parser left there
    const refuse = (name: string, message: string) => context.addIssue({ code: 'custom', path: [name], message });
    if (!given('JWT_SECRET_KEY')) {
      if (!given(pair)) refuse('JWT_SECRET_KEY', `is missing (or ${pair}, for tokens that are signed by ES256)`);
    } else {
      for (const name of new Set([pair, 'JWT_PUBLIC_KEYS']))
        if (given(name))
          refuse(name, 'stands beside JWT_SECRET_KEY, whose holders could make tokens as well; set one of them');
    }
  };

function keys<Keys extends KeyObject | KeyObject[]>(read: (text: string) => Keys | undefined, message: string) {
  return z.string().transform((text, context): Keys => {
    const found = read(text);
    if (found !== undefined) return found;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}
