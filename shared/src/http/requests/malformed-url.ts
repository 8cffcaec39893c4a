// An address that cannot be decoded.

import { BadRequest } from '../../errors/index.ts';

export function malformedUrl(where: 'address' | 'query'): BadRequest {
  const detail = `The ${where} has a broken percent-encoding`;
  return new BadRequest(detail, { type: 'malformed-url', title: 'Malformed URL' });
}
