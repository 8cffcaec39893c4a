// Lists come in pages by keyset: the cursor holds the sort key of the last row, so that rows added meanwhile shift nothing.

import { z } from 'zod';
import { type Answer, ok } from './answer.ts';
import { refuseUnstorable } from './storable-text.ts';

const wholeNumber = (most: number, message: string) =>
  z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((value) => value <= most, message);

/** `?limit=`: how many rows, 50 when not said. */
export const limit = wholeNumber(500, 'must be a whole number from 1 to 500')
  .refine((value) => value >= 1, 'must be a whole number from 1 to 500')
  .default(50)
  .meta({ type: 'integer', minimum: 1, maximum: 500, description: 'How many, 50 when not said' });

/** `?skip=`: how many rows to leave out, as the seeds' clients do it. Slow on long lists; `cursor` is not. */
export const skip = wholeNumber(1_000_000, 'must be a whole number up to 1000000')
  .default(0)
  .meta({ type: 'integer', minimum: 0, maximum: 1_000_000, description: 'How many to leave out; `cursor` is faster' });

/**
 * `?cursor=` of a list sorted by this key, decoded. Clients take it from the `Link` header and do not look inside.
 *
 *     query: z.strictObject({ limit, skip, cursor: cursor(z.tuple([z.iso.datetime(), orderId])).optional() })
 */
export const cursor = <Key extends z.ZodType>(key: Key) =>
  z
    .string()
    .max(1000)
    .meta({ description: 'Where the page begins: from the `Link` header of the one before' })
    .transform((text, context) => {
      const parsed = key.safeParse(decode(text));
      if (parsed.success) return parsed.data;
      context.addIssue({ code: 'custom', message: 'is not a cursor of this list' });
      return z.NEVER;
    });

/**
 * The answer with one page. Read one row more than `limit`: it tells whether there is a next page, and is not shown.
 *
 * @param filters the other query parameters, which the next page needs too
 * @param keyOf the sort key of a row, as the `cursor` piece of this list parses it
 */
export function page<Row, Shown>(
  rows: readonly Row[],
  options: {
    limit: number;
    keyOf: (row: Row) => unknown;
    show: (row: Row) => Shown;
    filters?: Readonly<Record<string, string | undefined>>;
  },
): Answer<200, Shown[]> {
  const shown = rows.slice(0, options.limit);
  const last = shown.at(-1);
  const more = rows.length > options.limit && last !== undefined;
  const headers = more ? { Link: nextLink(options.limit, options.keyOf(last), options.filters) } : undefined;
  return ok(shown.map(options.show), headers);
}

/** A relative reference (RFC 8288, 3.1), so that it holds under `/api/v1/orders`, `/orders` and behind any proxy. */
function nextLink(rows: number, key: unknown, filters: Readonly<Record<string, string | undefined>> = {}): string {
  const query = new URLSearchParams({ limit: String(rows), cursor: encode(key) });
  for (const [name, value] of Object.entries(filters)) if (value !== undefined) query.set(name, value);
  return `<?${query}>; rel="next"`;
}

function encode(key: unknown): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

function decode(text: string): unknown {
  try {
    const json = Buffer.from(text, 'base64url').toString();
    const value: unknown = JSON.parse(json);
    refuseUnstorable(json, value);
    return value;
  } catch {
    return undefined;
  }
}
