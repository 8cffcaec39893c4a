// There is no such user, or it is somebody else, which is answered alike.

import { NotFound } from '@paidonce/shared/errors';

export class UnknownUser extends NotFound {
  constructor() {
    super('There is no such user');
  }
}
