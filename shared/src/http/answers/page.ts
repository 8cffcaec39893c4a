// Lists come in pages by keyset: the cursor holds the sort key of the last row, so that rows added meanwhile shift nothing.

import { z } from 'zod';
import { refuseUnstorable } from '../requests/storable-text.ts';
import { type Answer, ok } from './answer.ts';

const wholeNumber = (most: number, message: string) =>
  z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((value) => value <= most, message);

/** `?limit=`: how many rows, up to `most`. */
export const limitUpTo = (most: number, usual: number) =>
  wholeNumber(most, `must be a whole number from 1 to ${most}`)
    .refine((value) => value >= 1, `must be a whole number from 1 to ${most}`)
    .default(usual)
    .meta({ type: 'integer', minimum: 1, maximum: most, description: `How many, ${usual} when not said` });

/** `?limit=` of an ordinary list. */
export const limit = limitUpTo(500, 50);

/** `?skip=`: how many rows to leave out, as the seeds' clients do it. Slow on long lists; `cursor` is not. */
export const skip = wholeNumber(1_000_000, 'must be a whole number up to 1000000')
  .default(0)
  .meta({ type: 'integer', minimum: 0, maximum: 1_000_000, description: 'How many to leave out; `cursor` is faster' });

/** `?days=` of a time series: how many days back, today included; 30 when not said. */
export const days = wholeNumber(365, 'must be a whole number from 1 to 365')
  .refine((value) => value >= 1, 'must be a whole number from 1 to 365')
  .default(30)
  .meta({ type: 'integer', minimum: 1, maximum: 365, description: 'How many days, today included; 30 when not said' });

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

export type PageOptions<Row> = {
  limit: number;
  /** The sort key of a row, as the `cursor` piece of this list parses it. */
  keyOf: (row: Row) => unknown;
  /** The other query parameters, which the next page needs too. */
  filters?: Readonly<Record<string, string | undefined>>;
};

/** The answer with one page: what `cutPage` leaves, shown. */
export function page<Row, Shown>(
  rows: readonly Row[],
  { show, ...options }: PageOptions<Row> & { show: (row: Row) => Shown },
): Answer<200, Shown[]> {
  const { shown, headers } = cutPage(rows, options);
  return ok(shown.map(show), headers);
}

/**
 * The rows of one page, and where the next one is, if there is one. Read one row more than `limit`: it tells just that, and is not shown.
 */
export function cutPage<Row>(
  rows: readonly Row[],
  { limit, keyOf, filters }: PageOptions<Row>,
): { shown: Row[]; headers: { Link: string } | undefined } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { shown, headers: more ? { Link: nextLink(limit, keyOf(last), filters) } : undefined };
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
