// A pair of keys for ES256, as an operator makes one.

import { generateKeyPairSync } from 'node:crypto';

/** Both halves as PEM. */
export function tokenPair(namedCurve = 'P-256'): { privateKey: string; publicKey: string } {
  return generateKeyPairSync('ec', {
    namedCurve,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
}
