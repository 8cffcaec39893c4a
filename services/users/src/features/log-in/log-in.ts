// Email and password become a user.

import type { Deadline } from '@paidonce/shared/http';
import type { UserRepository } from '../../database/user-repository.ts';
import { InvalidCredentials } from '../../domain/invalid-credentials.ts';
import type { User } from '../../domain/user.ts';
import type { Guesses } from '../../passwords/guesses.ts';
import type { Passwords } from '../../passwords/passwords.ts';

export type LogInDependencies = { users: UserRepository; passwords: Passwords; guesses: Guesses };

export type Credentials = { email: string; password: string };

/** The user, and when it was read: checking the password takes time, in which it may be changed. */
export type LoggedIn = { user: User; asOf: Date };

/**
 * As slow for an email that nobody has as for a wrong password, and as often, so that it tells no one who has an
 * account.
 * @param address that it is tried from
 * @throws InvalidCredentials, TooManyAttempts, TooBusy
 */
export const logIn =
  ({ users, passwords, guesses }: LogInDependencies) =>
  async (
    { email, password }: Credentials,
    { address, deadline }: { address: string; deadline: Deadline },
  ): Promise<LoggedIn> => {
    const attempt = { email, address };
    guesses.allow(attempt);
    const asOf = new Date();
    const account = await users.findByEmail(email);
    // Asked again when its turn has come: of a hundred sent at once, the first count by then.
    const correct = await passwords.verify(password, account?.passwordHash, deadline, () => {
      guesses.allow(attempt);
      guesses.tried(attempt);
    });
    if (!account?.user.isActive || !correct) throw new InvalidCredentials();
    guesses.succeeded(attempt);
    return { user: account.user, asOf };
  };

export type LogIn = ReturnType<typeof logIn>;
