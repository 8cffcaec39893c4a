// Which key belongs to a token: found by what its header says, among those that belong to that algorithm and no other.

import { createHash, createPublicKey, createSecretKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/** The part of a service's environment that tells by which keys it verifies tokens (see `verifyingEnvironment` in shared/config). */
export type VerifyingKeys = {
  JWT_SECRET_KEY?: string | undefined;
  JWT_PREVIOUS_SECRET_KEYS?: readonly string[];
  JWT_PUBLIC_KEYS?: readonly KeyObject[] | undefined;
};

/** The same of user-svc (see `signingEnvironment`). */
export type SigningKeys = VerifyingKeys & { JWT_PRIVATE_KEY?: KeyObject | undefined };

type Algorithm = 'HS256' | 'ES256';

/** A key with its algorithm, so that a public key is never taken for a secret, which everybody knows. */
export type TokenKey = { algorithm: Algorithm; key: KeyObject; keyId?: string };

const header = z.object({ alg: z.string(), kid: z.string().optional() });

/** @returns how to find the keys that may have signed a token; none when its header names no algorithm or key of ours */
export function verifyingKeys(keys: SigningKeys): (token: string) => readonly TokenKey[] {
  const { JWT_SECRET_KEY, JWT_PREVIOUS_SECRET_KEYS = [], JWT_PUBLIC_KEYS = [], JWT_PRIVATE_KEY } = keys;
  const secrets = [...(JWT_SECRET_KEY === undefined ? [] : [JWT_SECRET_KEY]), ...JWT_PREVIOUS_SECRET_KEYS].map(
    secretKey,
  );
  const own = JWT_PRIVATE_KEY === undefined ? [] : [createPublicKey(JWT_PRIVATE_KEY)];
  const pairs = new Map(
    [...own, ...JWT_PUBLIC_KEYS].map((key) => [thumbprint(key), [{ algorithm: 'ES256', key }]] as const),
  );
  return (token) => {
    const { alg, kid = '' } = headerOf(token) ?? {};
    if (alg === 'HS256') return secrets;
    return (alg === 'ES256' && pairs.get(kid)) || [];
  };
}

/** The key that signs new tokens. @throws Error when there is none */
export function signingKey({ JWT_PRIVATE_KEY, JWT_SECRET_KEY }: SigningKeys): TokenKey {
  if (JWT_PRIVATE_KEY !== undefined)
    return { algorithm: 'ES256', key: JWT_PRIVATE_KEY, keyId: thumbprint(createPublicKey(JWT_PRIVATE_KEY)) };
  if (JWT_SECRET_KEY === undefined) throw new Error('there is no key to sign tokens with');
  return secretKey(JWT_SECRET_KEY);
}

/** Made once: given a string, jsonwebtoken tries to parse it as a public key at each verification, at five times the cost. */
function secretKey(secret: string): TokenKey {
  return { algorithm: 'HS256', key: createSecretKey(Buffer.from(secret, 'utf8')) };
}

/** The key's name (`kid`): made of the key itself (RFC 7638), so that nobody has to give names, and none can be given twice. */
function thumbprint(publicKey: KeyObject): string {
  const { crv, kty, x, y } = publicKey.export({ format: 'jwk' });
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}

function headerOf(token: string): z.output<typeof header> | undefined {
  try {
    const json = Buffer.from(token.slice(0, token.indexOf('.')), 'base64url').toString();
    return header.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}
