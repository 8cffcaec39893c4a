// What all changes of an account have in common: read, decide, and write if nobody was quicker.

import type { UserId } from '@paidonce/shared/contracts';
import { Unavailable } from '@paidonce/shared/errors';
import { type AccountChange, takesAdministrator } from '../domain/account-change.ts';
import { LastAdministrator } from '../domain/last-administrator.ts';
import { UnknownUser } from '../domain/unknown-user.ts';
import type { User } from '../domain/user.ts';

/** Where accounts are kept: of UserRepository, what this needs. */
type Accounts = { find(id: UserId): Promise<User | undefined> };

/** How often somebody else may be quicker. Only a program that changes one account all the time comes so far. */
const attempts = 5;

/**
 * Decides about the user as it is, again while it changes under the decision.
 * @param write says whether the change was written: not when the user is not any more as it was read, or no administrator would be left
 * @returns the user afterwards; nothing is written for a change without facts
 * @throws UnknownUser, LastAdministrator, and whatever `decide` and `write` throw
 */
export async function changeAccount(
  accounts: Accounts,
  id: UserId,
  decide: (user: User) => AccountChange | Promise<AccountChange>,
  write: (change: AccountChange) => Promise<boolean>,
): Promise<User> {
  let refused: User | undefined;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const user = await accounts.find(id);
    if (user === undefined) throw new UnknownUser();
    const change = await decide(user);
    // Nobody was quicker, so that was not the reason of the refusal.
    if (refused?.version === user.version && takesAdministrator(change)) throw new LastAdministrator();
    if (change.facts.length === 0 || (await write(change))) return change.after;
    refused = user;
  }
  throw new Unavailable('This account is being changed by somebody else all the time');
}
