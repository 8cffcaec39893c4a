// The present password, which a change needs, was not the right one. Not a 401: the token is good, and nobody has to log in again.

import { Forbidden } from '@paidonce/shared/errors';

export class WrongPassword extends Forbidden {
  constructor() {
    super('The current password is wrong', { type: 'wrong-password' });
  }
}
