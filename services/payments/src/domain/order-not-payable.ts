// The order was cancelled, or its payment refunded: nothing pays it any more.

import { Conflict } from '@paidonce/shared/errors';

export class OrderNotPayable extends Conflict {
  constructor() {
    super('This order cannot be paid any more', { type: 'order-not-payable' });
  }
}
