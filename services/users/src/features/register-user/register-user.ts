// Somebody becomes a user: once per email, however it is written.

import { newId } from '@paidonce/shared/contracts';
import type { Trace } from '@paidonce/shared/observability';
import type { UserRepository } from '../../database/user-repository.ts';
import { EmailTaken } from '../../domain/email-taken.ts';
import { newUser, registered, type User } from '../../domain/user.ts';
import type { Passwords } from '../passwords.ts';

export type Registration = { name: string; email: string; password: string };

export type RegisterUserDependencies = { users: UserRepository; passwords: Passwords };

/** Nobody chooses a role here: every new account is a plain user's. @throws EmailTaken */
export const registerUser =
  ({ users, passwords }: RegisterUserDependencies) =>
  async ({ name, email, password }: Registration, trace: Trace): Promise<User> => {
    const user = newUser({ id: newId(), name, email, role: 'user' }, new Date());
    const secret = { passwordHash: await passwords.hash(password), hasDemoPassword: false };
    const added = await users.insert(user, secret, registered(user), trace);
    if (!added) throw new EmailTaken();
    return user;
  };

export type RegisterUser = ReturnType<typeof registerUser>;
