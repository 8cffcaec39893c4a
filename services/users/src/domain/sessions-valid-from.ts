/**
 * From when on a new user's tokens count. Tokens say when they were made in whole seconds, rounded down, so the first one
 * of a user may look older than the user: the second of the sign-up counts in full.
 */
const second = 1000;

export function sessionsValidFrom(createdAt: Date): Date {
  return new Date(Math.floor(createdAt.getTime() / second) * second);
}
