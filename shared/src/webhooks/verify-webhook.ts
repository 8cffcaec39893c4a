// Whether a message was sent by who holds the secret, and lately.

import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { InvalidSignature } from './invalid-signature.ts';
import { signatureOf } from './sign-webhook.ts';

/** So far a message's time may be from ours, in seconds: what was overheard cannot be sent again later. */
export const toleranceSeconds = 300;

/** Divided by points in what is signed, so an id with points could take some of the rest for itself. */
const idForm = /^[^.\s]{1,256}$/;
const timestampForm = /^\d{1,12}$/;

/**
 * @param bytes the body as it came: what is parsed and written again is not what was signed
 * @throws InvalidSignature
 */
export function verifyWebhook(secret: Uint8Array, headers: IncomingHttpHeaders, bytes: Uint8Array): void {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string')
    throw new InvalidSignature('The request is not signed: webhook-id, webhook-timestamp and webhook-signature');
  if (!idForm.test(id) || !timestampForm.test(timestamp) || !isAmong(signatures, secret, id, timestamp, bytes))
    throw new InvalidSignature('The signature is not valid');
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > toleranceSeconds)
    throw new InvalidSignature(`The signature is not of these ${toleranceSeconds / 60} minutes`);
}

/** There may be several, divided by spaces: whoever changes the secret signs with the old and the new one for a while. */
function isAmong(signatures: string, secret: Uint8Array, id: string, timestamp: string, bytes: Uint8Array): boolean {
  const expected = signatureOf(secret, id, timestamp, bytes);
  return signatures.split(' ').some((signature) => {
    const [version, text = ''] = signature.split(',');
    const given = Buffer.from(text, 'base64');
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
}
