// Email and password become a user.

import type { Deadline } from '@paidonce/shared/http';
import type { UserRepository } from '../../database/user-repository.ts';
import { IncorrectCredentials } from '../../domain/incorrect-credentials.ts';
import type { User } from '../../domain/user.ts';
import type { Passwords } from '../passwords.ts';

export type LogInDependencies = { users: UserRepository; passwords: Passwords };

/** The user, and when it was read: checking the password takes time, in which it may be changed. */
export type LoggedIn = { user: User; asOf: Date };

/**
 * As slow for an email that nobody has as for a wrong password, so that it tells no one who has an account.
 * @throws IncorrectCredentials
 */
export const logIn =
  ({ users, passwords }: LogInDependencies) =>
  async (email: string, password: string, deadline: Deadline): Promise<LoggedIn> => {
    const asOf = new Date();
    const account = await users.findByEmail(email);
    const correct = await passwords.verify(password, account?.passwordHash, deadline);
    if (!account?.user.isActive || !correct) throw new IncorrectCredentials();
    return { user: account.user, asOf };
  };

export type LogIn = ReturnType<typeof logIn>;
