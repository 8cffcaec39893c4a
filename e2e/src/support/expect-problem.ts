// What every refusal looks like.

import { expect } from '@jest/globals';
import type { Reply } from './call.ts';
import { documentedProblems } from './documented-problems.ts';
import { secret } from './spoil.ts';

/** What an answer must never show: what was sent, and how the inside looks. */
const leaks = new RegExp(
  `${secret}|node_modules|[.]ts\\b|:\\d+:\\d+|\\b(select|insert) |postgres|kysely|zod|ECONN|Error\\b|undefined|\\[object`,
  'i',
);

/** A problem document (RFC 9457) as the documentation has it, that gives nothing away. */
export function expectProblem({ status, headers, body }: Reply, expected: { status: number; field?: string }): void {
  expect(status).toBe(expected.status);
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(body).toMatchObject({
    type: expect.stringMatching(/^\/problems\/[a-z-]+$/),
    title: expect.stringMatching(/./),
    status,
    detail: expect.stringMatching(/./),
    instance: headers.get('x-request-id'),
  });
  const { type } = body as { type: string }; // as was just seen
  expect(documentedProblems.get(type.replace('/problems/', ''))).toBe(status);
  if (expected.field !== undefined) {
    const named = { field: expected.field, message: expect.stringMatching(/./) };
    expect(body).toMatchObject({ errors: expect.arrayContaining([named]) });
  }
  expect(JSON.stringify(body)).not.toMatch(leaks);
  expect(headers.get('x-powered-by')).toBeNull();
}
