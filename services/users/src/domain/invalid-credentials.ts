// Does not say which of the two was wrong, nor whether there is such an account.

import { Unauthorized } from '@paidonce/shared/errors';

export class InvalidCredentials extends Unauthorized {
  constructor() {
    super('Incorrect email or password', { type: 'invalid-credentials' });
  }
}
