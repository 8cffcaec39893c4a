// The header by which a client says that two requests are one: `Idempotency-Key`.

import { createHash } from 'node:crypto';
import { InvalidInput } from '../../errors/index.ts';

export const idempotencyKeyHeader = 'Idempotency-Key';

/** A request that may be repeated without being done twice. `fingerprint` tells whether a repetition is the same request. */
export type Keyed = { key: string; fingerprint: string };

const acceptable = /^[\x21-\x7e]{1,255}$/;

/**
 * @param body the JSON of the request, as it was parsed
 * @returns undefined when there is no such header
 * @throws InvalidInput when the key is not 1 to 255 printable characters without spaces
 */
export function keyed(header: string | string[] | undefined, body: unknown): Keyed | undefined {
  if (header === undefined) return undefined;
  if (typeof header !== 'string' || !acceptable.test(header)) {
    const message = 'must be 1 to 255 printable ASCII characters without spaces';
    throw new InvalidInput([{ field: idempotencyKeyHeader, message }]);
  }
  return { key: header, fingerprint: createHash('sha256').update(canonical(body)).digest('base64url') };
}

/** The same text for the same JSON, whatever the order of its fields. */
function canonical(json: unknown): string {
  return JSON.stringify(json, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
