// From zod's issues to the fields of a 422, in words for people, without repeating what was sent.

import type { z } from 'zod';
import { type FieldError, InvalidInput } from '../../errors/index.ts';
import { issueMessage } from './issue-message.ts';

/** So many are named; the rest waits for the next try. Keeps the answer to a hostile body small. */
const mostErrors = 20;
const longestName = 100;

/**
 * @param whole what to call the input itself, when no single field is at fault: `body`, `query`
 * @throws InvalidInput naming each field
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown, whole: string): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new InvalidInput(parsed.error.issues.flatMap((issue) => errorsOf(issue, whole)).slice(0, mostErrors));
}

function errorsOf(issue: z.core.$ZodIssue, whole: string): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys
      .slice(0, mostErrors)
      .map((key) => ({ field: fieldName([...issue.path, key], whole), message: 'is not a known field' }));
  }
  return [{ field: fieldName(issue.path, whole), message: issueMessage(issue) }];
}

/** `items.0.sku`, as the field is found in the request. */
export function fieldName(path: readonly PropertyKey[], whole: string): string {
  return path.length === 0 ? whole : path.map(String).join('.').slice(0, longestName);
}
