// Says the same of every email, so that it does not tell who has an account.

import { TooManyRequests } from '@paidonce/shared/errors';

export class TooManyAttempts extends TooManyRequests {
  constructor(waitMilliseconds: number) {
    super('Too many wrong passwords for this account. Wait a little, then try again.', {
      type: 'too-many-attempts',
      retryAfterSeconds: Math.max(1, Math.ceil(waitMilliseconds / 1000)),
    });
  }
}
