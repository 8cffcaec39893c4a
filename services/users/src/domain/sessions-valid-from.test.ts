import { expect, it } from '@jest/globals';
import { sessionsValidFrom } from './sessions-valid-from.ts';

it('lets a token count that was made in the second of the sign-up', () => {
  const signedUp = new Date('2026-01-01T12:00:00.999Z');
  const tokenMade = Math.floor(signedUp.getTime() / 1000) * 1000;
  expect(sessionsValidFrom(signedUp).getTime()).toBeLessThanOrEqual(tokenMade);
});

it('is never later than the sign-up', () => {
  expect(sessionsValidFrom(new Date('2026-01-01T12:00:00.000Z'))).toEqual(new Date('2026-01-01T12:00:00.000Z'));
});
