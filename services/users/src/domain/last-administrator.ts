// Nobody could manage accounts any more, and only somebody with the database could mend that.

import { Conflict } from '@paidonce/shared/errors';

export class LastAdministrator extends Conflict {
  constructor() {
    super('This is the last administrator: make another one first', { type: 'last-administrator' });
  }
}
