// Nothing can be done by a service whose database was restored from the past.

import type { Stream } from '../contracts/index.ts';
import { Unavailable } from '../errors/index.ts';

export class DatabaseBehind extends Unavailable {
  constructor({ service, owner }: Stream) {
    super(
      `The database of ${service} was restored from the past. Nothing was done, and it goes on when an operator has run: npx paidonce catch-up ${owner}`,
      { type: 'database-behind', retryAfterSeconds: 30 },
    );
  }
}
