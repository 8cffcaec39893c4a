// The demo accounts come to be, marked as what they are. Once: an account that has the email already stays as it is.

import { newId } from '@paidonce/shared/contracts';
import { deadlineIn, requestBudgetMilliseconds } from '@paidonce/shared/http';
import type { Trace } from '@paidonce/shared/observability';
import type { UserRepository } from '../../database/user-repository.ts';
import { newUser, registered } from '../../domain/user.ts';
import type { Passwords } from '../../passwords/passwords.ts';
import { demoAccounts, demoPassword } from './demo-accounts.ts';

export type SeedAccountsDependencies = { users: UserRepository; passwords: Passwords };

/** @returns how many were not there yet */
export const seedAccounts =
  ({ users, passwords }: SeedAccountsDependencies) =>
  async (trace: Trace): Promise<number> => {
    let added = 0;
    for (const account of demoAccounts) {
      const user = newUser({ id: newId(), ...account }, new Date());
      const passwordHash = await passwords.hash(demoPassword, deadlineIn(requestBudgetMilliseconds));
      const secret = { passwordHash, hasDemoPassword: true };
      if (await users.insert(user, secret, registered(user), trace)) added += 1;
    }
    return added;
  };
