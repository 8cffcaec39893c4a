// What is wrong with a field, as the end of a sentence that begins with the field's name.

import type { z } from 'zod';

/** Words for the kinds of sizes that zod limits. */
const units: Partial<Record<string, string>> = { string: 'characters', array: 'items', set: 'items' };

const kinds: Partial<Record<string, string>> = {
  string: 'a text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
};

const formats: Partial<Record<string, string>> = {
  uuid: 'must be a UUID',
  guid: 'must be a UUID',
  email: 'must be an email address',
  datetime: 'must be a time such as 2026-01-31T12:00:00Z',
};

/** zod's own messages are for developers; a schema's own message stays as it is. */
export function issueMessage(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.message.endsWith('received undefined')) return 'is required';
      return issue.message.startsWith('Invalid input')
        ? `must be ${kinds[issue.expected] ?? issue.expected}`
        : issue.message;
    case 'too_small':
      return issue.message.startsWith('Too small')
        ? `must ${limit(issue.origin, 'at least', issue.minimum)}`
        : issue.message;
    case 'too_big':
      return issue.message.startsWith('Too big')
        ? `must ${limit(issue.origin, 'at most', issue.maximum)}`
        : issue.message;
    case 'invalid_format':
      return issue.message.startsWith('Invalid') ? (formats[issue.format] ?? 'has not the right form') : issue.message;
    case 'invalid_value':
      return issue.message.startsWith('Invalid') ? `must be ${anyOf(issue.values)}` : issue.message;
    default:
      return issue.message;
  }
}

/** As "pending, paid or failed". */
function anyOf(values: readonly unknown[]): string {
  return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(values.map(String));
}

function limit(origin: string, bound: string, size: number | bigint): string {
  const unit = units[origin];
  return unit ? `have ${bound} ${size} ${unit}` : `be ${bound} ${size}`;
}
