// The order is somebody else's, or nobody's: which of the two is not told.

import { NotFound } from '@paidonce/shared/errors';

export class UnknownOrder extends NotFound {
  constructor() {
    super('There is no such order', { type: 'unknown-order' });
  }
}
