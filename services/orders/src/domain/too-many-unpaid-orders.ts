// Somebody orders and orders, and pays nothing.

import { Problem } from '@paidonce/shared/errors';

export class TooManyUnpaidOrders extends Problem {
  constructor(most: number) {
    super(429, 'too-many-unpaid-orders', `There can be ${most} unpaid orders at a time: pay one, or cancel it.`);
  }
}
