// New secrets.

import { createPublicKey, generateKeyPairSync, randomInt } from 'node:crypto';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const lettersAndDigits = `${letters}0123456789`;
const passwordLength = 32;

const anyOf = (characters: string) => characters.charAt(randomInt(characters.length));

/**
 * 32 letters and digits (190 bits), the first one a letter: it stands in addresses without being escaped, and NATS takes a variable that
 * begins with a digit for a number.
 */
export const makePassword = (): string =>
  anyOf(letters) + Array.from({ length: passwordLength - 1 }, () => anyOf(lettersAndDigits)).join('');

/** @returns the private key of a new pair on P-256: PKCS #8 as PEM */
export const makePrivateKey = (): string =>
  generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;

export const publicHalfOf = (privateKey: string): string =>
  createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
