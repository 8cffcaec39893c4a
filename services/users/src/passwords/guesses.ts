// Counts wrong passwords, for each account and address and for each account, whether there is such an account or not.

import { createHash } from 'node:crypto';
import { addressBlock } from '@paidonce/shared/http';
import {
  type Failures,
  failedAgain,
  failuresLastMilliseconds,
  type Guessed,
  guessedAgain,
  guessesLastMilliseconds,
  notGuessed,
  waitAfter,
  waitOfStrangers,
} from '../domain/guessing.ts';
import { TooManyAttempts } from '../domain/too-many-attempts.ts';
import { recent } from './recent.ts';

/** Whose password, and who tries it. */
export type Attempt = { email: string; address: string };

export type Guesses = {
  /** @throws TooManyAttempts */
  allow(attempt: Attempt): void;
  /** Counts as wrong from now on, until it has succeeded: of many at once each counts before it is known how it ends. */
  tried(attempt: Attempt): void;
  /** It was right, and everything at this address begins anew. */
  succeeded(attempt: Attempt): void;
  /** From now on, strangers' failures do not concern this account at this address. */
  ownerAt(attempt: Attempt): void;
};

const month = 30 * 24 * 3_600_000;

/**
 * In memory: some tens of megabytes at most. Whoever wanted to push entries out would have to have a password hashed
 * for each, which takes about as long as failures last.
 * @param clock in milliseconds; only goes forward
 */
export function createGuesses(clock: () => number = () => performance.now(), most = 100_000): Guesses {
  const failures = recent<Failures>({ most, lastMilliseconds: failuresLastMilliseconds });
  const guessed = recent<Guessed>({ most, lastMilliseconds: guessesLastMilliseconds });
  const owners = recent<true>({ most, lastMilliseconds: month });
  return {
    allow(attempt) {
      const now = clock();
      const { account, pair } = keysOf(attempt);
      const own = waitAfter(failures.get(pair, now), now);
      const common = owners.get(pair, now) ? 0 : waitOfStrangers(guessed.get(account, now), now);
      const wait = Math.max(own, common);
      if (wait > 0) throw new TooManyAttempts(wait);
    },
    tried(attempt) {
      const now = clock();
      const { account, pair } = keysOf(attempt);
      failures.set(pair, failedAgain(failures.get(pair, now), now), now);
      if (!owners.get(pair, now)) guessed.set(account, guessedAgain(guessed.get(account, now), now), now);
    },
    succeeded(attempt) {
      const now = clock();
      const { account, pair } = keysOf(attempt);
      failures.delete(pair);
      if (!owners.get(pair, now)) guessed.set(account, notGuessed(guessed.get(account, now), now), now);
      ownerAt(attempt);
    },
    ownerAt,
  };

  function ownerAt(attempt: Attempt): void {
    owners.set(keysOf(attempt).pair, true, clock());
  }
}

/** Short, whatever the email's length, and nobody's email is kept. */
function keysOf({ email, address }: Attempt): { account: string; pair: string } {
  const account = createHash('sha256').update(email.toLowerCase()).digest('base64url').slice(0, 22);
  return { account, pair: `${account} ${addressBlock(address)}` };
}
