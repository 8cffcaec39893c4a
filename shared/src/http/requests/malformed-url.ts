// An address that cannot be decoded.

import { BadRequest } from '../../errors/index.ts';

export function malformedUrl(where: 'address' | 'query'): BadRequest {
  return new BadRequest(`The ${where} has a broken percent-encoding`, { type: 'malformed-url' });
}
