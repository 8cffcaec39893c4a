// More passwords to hash than can be hashed in time. Nothing was done, so it can be sent again as it is.

import { Unavailable } from '@paidonce/shared/errors';

export class TooBusy extends Unavailable {
  constructor() {
    super('Too many people log in or sign up at this moment. Try again in a few seconds.', {
      type: 'too-busy',
      retryAfterSeconds: 2,
    });
  }
}
