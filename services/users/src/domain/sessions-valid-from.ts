/**
 * From when on a user's tokens count. Tokens say when they were made in whole seconds, rounded down, so the boundary is a whole second too,
 * on the side that is right each time.
 */
const second = 1000;

/** Of a new user: the second of the sign-up counts in full, or the first token would look older than its user. */
export function sinceSignUp(createdAt: Date): Date {
  return new Date(Math.floor(createdAt.getTime() / second) * second);
}

/**
 * Ends the sessions of before. A token of this very second may be older than what ends it, so the next second is the
 * first that counts; and a second later than last time, for those that began since.
 */
export function sinceEndOfSessions(now: Date, before: Date): Date {
  const next = (Math.floor(now.getTime() / second) + 1) * second;
  return new Date(Math.max(next, before.getTime() + second));
}
