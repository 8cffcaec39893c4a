// An administrator gives somebody a new password, who has forgotten the old one or may not be the only one to know it.

import type { UserId } from '@paidonce/shared/contracts';
import type { Asked } from '@paidonce/shared/http';
import type { UserRepository } from '../../database/user-repository.ts';
import { passwordChange } from '../../domain/account-change.ts';
import type { Passwords } from '../../passwords/passwords.ts';
import { tempPassword } from '../../passwords/temp-password.ts';
import { changeAccount } from '../change-account.ts';

export type ResetPasswordDependencies = { users: UserRepository; passwords: Passwords };

/** Ends the user's sessions. @returns the new password, told this once and never again @throws UnknownUser */
export const resetPassword =
  ({ users, passwords }: ResetPasswordDependencies) =>
  async (id: UserId, { trace, deadline }: Asked): Promise<string> => {
    const password = tempPassword();
    const hash = await passwords.hash(password, deadline);
    await changeAccount(
      users,
      id,
      (user) => passwordChange(user, new Date()),
      (change) => users.save(change, hash, trace),
    );
    return password;
  };

export type ResetPassword = ReturnType<typeof resetPassword>;
