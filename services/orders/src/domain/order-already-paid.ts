// Somebody wants an order cancelled as if nobody had paid it.

import { Conflict } from '@paidonce/shared/errors';

export class OrderAlreadyPaid extends Conflict {
  constructor() {
    super(
      'The order has been paid already. Until it is shipped, an administrator can cancel it and send the money back.',
      {
        type: 'order-already-paid',
      },
    );
  }
}
