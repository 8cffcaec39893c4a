// The first administrator, or another one, by the word of somebody who has the database.

import type { Trace } from '@paidonce/shared/observability';
import type { UserRepository } from '../../database/user-repository.ts';
import { change } from '../../domain/account-change.ts';
import { changeAccount } from '../change-account.ts';

export type MakeAdminDependencies = { users: UserRepository };

/** `inactive`: it is an administrator's now, but out of use, so nobody can log in to it. */
export type Outcome = 'made' | 'was before' | 'inactive' | 'unknown';

/** Ends the sessions of whoever becomes one, whose tokens say user. */
export const makeAdmin =
  ({ users }: MakeAdminDependencies) =>
  async (email: string, trace: Trace): Promise<Outcome> => {
    const account = await users.findByEmail(email);
    if (account === undefined) return 'unknown';
    const { isActive } = await changeAccount(
      users,
      account.user.id,
      (user) => change(user, { role: 'admin' }, new Date()),
      (change) => users.save(change, undefined, trace),
    );
    if (!isActive) return 'inactive';
    return account.user.role === 'admin' ? 'was before' : 'made';
  };
