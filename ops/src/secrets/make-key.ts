// New pairs of keys.

import { createPublicKey, generateKeyPairSync } from 'node:crypto';

/** @returns the private key of a new pair on P-256: PKCS #8 as PEM */
export const makePrivateKey = (): string =>
  generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;

export const publicHalfOf = (privateKey: string): string =>
  createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
