// An account gets another name, email or role, or goes out of use and back.

import type { UserId } from '@paidonce/shared/contracts';
import type { Trace } from '@paidonce/shared/observability';
import type { UserRepository } from '../../database/user-repository.ts';
import { change, type Wishes } from '../../domain/account-change.ts';
import type { User } from '../../domain/user.ts';
import { changeAccount } from '../change-account.ts';

export type ChangeUserDependencies = { users: UserRepository };

/** Another role, and going out of use, end the user's sessions. @throws UnknownUser, EmailTaken, LastAdministrator */
export const changeUser =
  ({ users }: ChangeUserDependencies) =>
  (id: UserId, wishes: Wishes, trace: Trace): Promise<User> =>
    changeAccount(
      users,
      id,
      (user) => change(user, wishes, new Date()),
      (change) => users.save(change, undefined, trace),
    );

export type ChangeUser = ReturnType<typeof changeUser>;
