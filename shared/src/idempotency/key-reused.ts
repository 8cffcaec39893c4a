// The same key came with another request: one of the two is a mistake, and only the client knows which.

import { InvalidInput } from '../errors/index.ts';
import { idempotencyKeyHeader } from '../http/index.ts';

export class KeyReused extends InvalidInput {
  constructor() {
    super(
      [{ field: idempotencyKeyHeader, message: 'was used for another request: take a new key for a new request' }],
      {
        type: 'idempotency-key-reused',
      },
    );
  }
}
