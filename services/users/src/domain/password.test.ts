import { describe, expect, it } from '@jest/globals';
import { isAcceptablePassword } from './password.ts';

describe('a password', () => {
  it.each([
    ['of 8 characters is taken', 'pass1234', true],
    ['of 7 characters is too short', 'pass123', false],
    ['of 128 characters is taken', 'p'.repeat(128), true],
    ['of 129 characters is too long', 'p'.repeat(129), false],
    ['may be a sentence', 'correct horse battery staple', true],
    ['of 4 emoji is too short, although they take 8 units', '🐴🔋📎🎩', false],
    ['of 128 emoji is taken', '🐴'.repeat(128), true],
  ])('%s', (_, password, taken) => {
    expect(isAcceptablePassword(password)).toBe(taken);
  });
});
