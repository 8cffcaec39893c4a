// A payment is for exactly what its order costs: told of the right amount, who pays can decide.

import type { Money } from '@paidonce/shared/contracts';
import { BadRequest } from '@paidonce/shared/errors';

export class InvalidAmount extends BadRequest {
  constructor(due: Money) {
    super(`This order costs ${due}: pay exactly that`, {
      type: 'invalid-amount',
      members: { amount: due.toNumber(), currency: due.currency },
    });
  }
}
