// Somebody calls two different orders by one name.

import { Conflict } from '@paidonce/shared/errors';

export class ReferenceTaken extends Conflict {
  constructor(reference: string) {
    super(`There is another order ${reference}: call this one something else, or send just what that one was.`, {
      type: 'reference-taken',
    });
  }
}
