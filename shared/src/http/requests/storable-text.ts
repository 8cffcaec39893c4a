// PostgreSQL refuses NUL in text and lone surrogates in jsonb: such a string would come back as a failure of ours.

import { InvalidInput } from '../../errors/index.ts';
import { fieldName } from './input.ts';

/** Both can stand in JSON only as escapes, so one search tells nearly every body apart, without looking at its fields. */
const suspicious = /\\u(?:0000|d[89a-f])/i;

/**
 * @param text the JSON that `value` was parsed from
 * @throws InvalidInput naming the field that holds a character which cannot be stored
 */
export function refuseUnstorable(text: string, value: unknown): void {
  if (!suspicious.test(text)) return;
  // A list instead of recursion: 100 kB of nested brackets would overflow the stack.
  const left: { path: PropertyKey[]; value: unknown }[] = [{ path: [], value }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { path, value: current } = next;
    if (typeof current === 'string') {
      if (!isStorable(current)) throw unstorable(fieldName(path, 'body'));
    } else if (typeof current === 'object' && current !== null) {
      for (const [key, inner] of Object.entries(current)) {
        if (!isStorable(key)) throw unstorable(fieldName(path, 'body'));
        left.push({ path: path.length < 8 ? [...path, key] : path, value: inner });
      }
    }
  }
}

/** Whether PostgreSQL takes it as text and inside jsonb. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

export function unstorable(field: string): InvalidInput {
  return new InvalidInput([{ field, message: 'holds a character that cannot be stored (NUL or half of a pair)' }]);
}
