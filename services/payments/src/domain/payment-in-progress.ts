// A payment of this order is under way, and nobody knows yet how it ends.

import { Conflict } from '@paidonce/shared/errors';

export class PaymentInProgress extends Conflict {
  constructor() {
    super('A payment of this order is under way. Ask again in a moment.', {
      type: 'payment-in-progress',
      headers: { 'Retry-After': '2' },
    });
  }
}
