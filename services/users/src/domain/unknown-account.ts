// A token that was good once, of an account that is not there any more. RFC 6750 calls it invalid.

import { Unauthorized } from '@paidonce/shared/errors';

export class UnknownAccount extends Unauthorized {
  constructor() {
    super('The account of this token does not exist any more', {
      headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
    });
  }
}
