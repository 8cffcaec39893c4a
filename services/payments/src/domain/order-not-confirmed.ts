// The order cannot be paid yet. It will be, so trying again makes sense.

import { Conflict } from '@paidonce/shared/errors';

export class OrderNotConfirmed extends Conflict {
  constructor() {
    super('The stock for this order is not confirmed yet. Try again in a moment.', {
      type: 'order-not-confirmed',
      headers: { 'Retry-After': '1' },
    });
  }
}
