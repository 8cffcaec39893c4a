// The query of a request, read strictly. By hand, as Express would do it at every request.

import { parse } from 'node:querystring';
import { malformedUrl } from './malformed-url.ts';
import { isStorable, unstorable } from './storable-text.ts';

const none: Readonly<Record<string, never>> = Object.freeze({});

/**
 * The query of a request target as strings (a repeated one as an array, which no schema here takes, so it is named as wrong).
 * @throws BadRequest when its percent-encoding is broken
 * @throws InvalidInput when a value cannot be stored
 */
export function readQuery(target: string): Readonly<Record<string, string | string[] | undefined>> {
  const start = target.indexOf('?');
  if (start === -1) return none;
  const raw = target.slice(start + 1);
  if (raw.includes('%')) refuseBroken(raw);
  const query = parse(raw);
  for (const [name, value] of Object.entries(query)) {
    if (!isStorable(name) || !isStorable(String(value))) throw unstorable(isStorable(name) ? name : 'query');
  }
  return query;
}

/** querystring lets broken escapes through as they stand; guessing what they meant is not ours. */
function refuseBroken(raw: string): void {
  try {
    decodeURIComponent(raw);
  } catch {
    throw malformedUrl('query');
  }
}
