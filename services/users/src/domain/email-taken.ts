// Somebody has an account with this email, in whatever case of letters.

import { Conflict } from '@paidonce/shared/errors';

export class EmailTaken extends Conflict {
  constructor() {
    super('This email is taken. Log in instead, or use another one.', { type: 'email-taken' });
  }
}
