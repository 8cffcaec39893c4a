// How fast passwords may be guessed. Times are in milliseconds, of any clock that only goes forward.

/** Wrong passwords for one account from one address, one after the other. */
export type Failures = { count: number; lastAt: number };

/** Wrong passwords for one account from addresses that its owner never came from; they wear off evenly. */
export type Guessed = { count: number; at: number };

/** Everybody mistypes. */
const freeFailures = 5;
const longestDelay = 15 * 60_000;
/** NIST SP 800-63B, 3.2.2, allows 100 in a row. */
const mostGuesses = 100;
const hour = 3_600_000;

/** After this time without another, failures are forgotten. */
export const failuresLastMilliseconds = hour;
/** After this time, all guesses have worn off. */
export const guessesLastMilliseconds = hour;

/**
 * How long to wait before the next attempt: a second after the fifth failure, twice as long after each further one, up
 * to a quarter of an hour.
 */
export function waitAfter(failures: Failures | undefined, now: number): number {
  if (failures === undefined || failures.count < freeFailures) return 0;
  const delay = Math.min(1000 * 2 ** (failures.count - freeFailures), longestDelay);
  return Math.max(0, failures.lastAt + delay - now);
}

/** How long strangers have to wait until the account may be guessed at again: not at all, while they are not a hundred. */
export function waitOfStrangers(guessed: Guessed | undefined, now: number): number {
  const surplus = left(guessed, now) - (mostGuesses - 1);
  return Math.max(0, (surplus * hour) / mostGuesses);
}

export function failedAgain(failures: Failures | undefined, now: number): Failures {
  return { count: (failures?.count ?? 0) + 1, lastAt: now };
}

export function guessedAgain(guessed: Guessed | undefined, now: number): Guessed {
  return { count: left(guessed, now) + 1, at: now };
}

/** The last one was no guess: its sender knew the password. */
export function notGuessed(guessed: Guessed | undefined, now: number): Guessed {
  return { count: Math.max(0, left(guessed, now) - 1), at: now };
}

function left(guessed: Guessed | undefined, now: number): number {
  return guessed === undefined ? 0 : Math.max(0, guessed.count - ((now - guessed.at) * mostGuesses) / hour);
}
