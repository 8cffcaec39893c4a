import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { issueMessage } from './issue-message.ts';

describe('a value that is none of those that may be', () => {
  it.each([
    [['paid'], 'must be paid'],
    [['user', 'admin'], 'must be user or admin'],
    [['pending', 'paid', 'failed'], 'must be pending, paid or failed'],
  ])('is told which: %j', (values, message) => {
    const { error } = z.enum(values).safeParse('lost');
    expect(error?.issues.map(issueMessage)).toEqual([message]);
  });
});
