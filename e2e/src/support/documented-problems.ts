// The problem types that docs/http-api.md tells of.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const page = readFileSync(join(import.meta.dirname, '../../../docs/http-api.md'), 'utf8');

/** A row of the table: "| `malformed-json` `malformed-url` | 400 | …". */
const rows = page.matchAll(/^\| ((?:`[a-z-]+` ?)+)\| (\d{3}) \|/gm);

/** Status by slug. */
export const documentedProblems: ReadonlyMap<string, number> = new Map(
  [...rows].flatMap(([, slugs = '', status]) =>
    [...slugs.matchAll(/[a-z-]+/g)].map(([slug]) => [slug, Number(status)] as const),
  ),
);
