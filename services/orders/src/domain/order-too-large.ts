// A basket comes to more than any amount of money can say, so it could never be paid.

import { Money, mostMinorUnits, shopCurrency } from '@paidonce/shared/contracts';
import { Conflict } from '@paidonce/shared/errors';

export class OrderTooLarge extends Conflict {
  constructor() {
    super(`An order can cost at most ${new Money(mostMinorUnits, shopCurrency)}. Order less at once.`, {
      type: 'order-too-large',
    });
  }
}
