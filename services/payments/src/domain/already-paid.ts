// Somebody has paid this order before. Clients wait for exactly this detail.

import { Forbidden } from '@paidonce/shared/errors';

export class AlreadyPaid extends Forbidden {
  constructor() {
    super('Already Paid', { type: 'already-paid' });
  }
}
