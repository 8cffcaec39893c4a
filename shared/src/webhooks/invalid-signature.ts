// This was not sent by who holds the secret, or not lately.

import { Unauthorized } from '../errors/index.ts';

export class InvalidSignature extends Unauthorized {
  constructor(detail: string) {
    super(detail, { type: 'invalid-signature', headers: { 'WWW-Authenticate': 'StandardWebhooks' } });
  }
}
