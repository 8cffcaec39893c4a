// Which sessions have ended before their tokens expire: those of accounts that were deactivated, deleted, demoted, or got a new password.

import type { UserId, UserState } from '../contracts/index.ts';

/** How long a token is good, in seconds. */
export const tokenLifetimeSeconds = 3600;

/** Clocks differ, and a log-in that was under way may have ended after the change: what is known is kept for so much longer. */
const marginSeconds = 600;

/** After so many milliseconds no token is left that an account's change could have ended. */
export const memoryMilliseconds = (tokenLifetimeSeconds + marginSeconds) * 1000;

type Account = { version: number; isActive: boolean; validFromSeconds: number };

/**
 * Holds one small entry for each account whose sessions ended within the last token lifetime; everybody else costs
 * nothing. Changes may be told late, twice and out of order: `sessionsValidFrom` never goes back from version to
 * version, so an older version than the one known says nothing.
 */
export class EndedSessions {
  readonly #accounts = new Map<UserId, Account>();

  /** @param now epoch milliseconds */
  learn({ userId, version, isActive, sessionsValidFrom }: UserState, now: number): void {
    const known = this.#accounts.get(userId);
    if (known !== undefined && known.version >= version) return;
    const account = { version, isActive, validFromSeconds: sessionsValidFrom.getTime() / 1000 };
    if (concernsNoToken(account, now)) this.#accounts.delete(userId);
    else this.#accounts.set(userId, account);
  }

  /** @param issuedAt a token's `iat`, in whole seconds */
  include(userId: UserId, issuedAt: number): boolean {
    const account = this.#accounts.get(userId);
    return account !== undefined && (!account.isActive || issuedAt < account.validFromSeconds);
  }

  /** Lets go of what can concern no token any more. @param now epoch milliseconds */
  forget(now: number): void {
    for (const [userId, account] of this.#accounts) if (concernsNoToken(account, now)) this.#accounts.delete(userId);
  }

  /** How many accounts it remembers. */
  get size(): number {
    return this.#accounts.size;
  }
}

function concernsNoToken({ validFromSeconds }: Account, now: number): boolean {
  return validFromSeconds * 1000 + memoryMilliseconds <= now;
}
