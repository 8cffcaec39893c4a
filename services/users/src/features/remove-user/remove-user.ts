// An account goes for good: its row with name, email, password and preferences. What stays is the id, in the orders and
// payments of that user.

import type { UserId } from '@paidonce/shared/contracts';
import type { Trace } from '@paidonce/shared/observability';
import type { UserRepository } from '../../database/user-repository.ts';
import { removal } from '../../domain/account-change.ts';
import { changeAccount } from '../change-account.ts';

export type RemoveUserDependencies = { users: UserRepository };

/** Ends all sessions of the user. @throws UnknownUser, LastAdministrator */
export const removeUser =
  ({ users }: RemoveUserDependencies) =>
  async (id: UserId, trace: Trace): Promise<void> => {
    await changeAccount(
      users,
      id,
      (user) => removal(user, new Date()),
      (removal) => users.remove(removal, trace),
    );
  };

export type RemoveUser = ReturnType<typeof removeUser>;
