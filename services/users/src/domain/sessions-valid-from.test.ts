import { expect, it } from '@jest/globals';
import { sinceEndOfSessions, sinceSignUp } from './sessions-valid-from.ts';

const noon = new Date('2026-01-01T12:00:00.000Z');
const beforeNoon = new Date('2026-01-01T11:59:59.000Z');

/** What a token says that is made at this moment. */
const issuedAt = (moment: Date) => Math.floor(moment.getTime() / 1000) * 1000;

it('lets a token count that was made in the second of the sign-up', () => {
  const signedUp = new Date('2026-01-01T12:00:00.999Z');
  expect(sinceSignUp(signedUp).getTime()).toBeLessThanOrEqual(issuedAt(signedUp));
  expect(sinceSignUp(noon)).toEqual(noon);
});

it.each(['2026-01-01T12:00:00.000Z', '2026-01-01T12:00:00.999Z'])(
  'lets no token count that was made before the end at %s',
  (end) => {
    const ended = new Date(end);
    expect(sinceEndOfSessions(ended, beforeNoon).getTime()).toBeGreaterThan(issuedAt(ended));
    expect(sinceEndOfSessions(ended, beforeNoon)).toEqual(new Date('2026-01-01T12:00:01.000Z'));
  },
);

it('ends what began since the last end as well, be it in the same second or by a clock that went back', () => {
  const next = sinceEndOfSessions(noon, beforeNoon);
  expect(sinceEndOfSessions(noon, next)).toEqual(new Date('2026-01-01T12:00:02.000Z'));
  expect(sinceEndOfSessions(beforeNoon, next)).toEqual(new Date('2026-01-01T12:00:02.000Z'));
});
