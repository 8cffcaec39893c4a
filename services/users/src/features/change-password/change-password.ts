// Somebody chooses another password, and shows that they know the present one: a token alone could be a stolen one.

import type { UserId } from '@paidonce/shared/contracts';
import type { Asked } from '@paidonce/shared/http';
import type { UserRepository } from '../../database/user-repository.ts';
import { passwordChange } from '../../domain/account-change.ts';
import { UnknownAccount } from '../../domain/unknown-account.ts';
import type { User } from '../../domain/user.ts';
import { WrongPassword } from '../../domain/wrong-password.ts';
import type { Guesses } from '../../passwords/guesses.ts';
import type { Passwords } from '../../passwords/passwords.ts';
import { changeAccount } from '../change-account.ts';

export type ChangePasswordDependencies = { users: UserRepository; passwords: Passwords; guesses: Guesses };

/** Ends all sessions of the user, this one too. A wrong password counts as one at the log-in. @throws WrongPassword, UnknownAccount, TooManyAttempts */
export const changePassword =
  ({ users, passwords, guesses }: ChangePasswordDependencies) =>
  async (
    id: UserId,
    current: string,
    next: string,
    { trace, deadline, address }: Asked & { address: string },
  ): Promise<User> => {
    let hash = '';
    return changeAccount(
      users,
      id,
      async (user) => {
        // Read after the version: a password that was changed in between fails here, or the write fails by its version.
        const present = await users.passwordHash(id);
        if (!user.isActive || present === undefined) throw new UnknownAccount();
        const attempt = { email: user.email, address };
        guesses.allow(attempt);
        const correct = await passwords.verify(current, present, deadline, () => {
          guesses.allow(attempt);
          guesses.tried(attempt);
        });
        if (!correct) throw new WrongPassword();
        guesses.succeeded(attempt);
        hash ||= await passwords.hash(next, deadline);
        return passwordChange(user, new Date());
      },
      (change) => users.save(change, hash, trace),
    );
  };

export type ChangePassword = ReturnType<typeof changePassword>;
