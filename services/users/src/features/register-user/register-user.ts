// Somebody becomes a user: once per email, however it is written.

import { newId } from '@paidonce/shared/contracts';
import type { Asked } from '@paidonce/shared/http';
import type { UserRepository } from '../../database/user-repository.ts';
import { EmailTaken } from '../../domain/email-taken.ts';
import { type NewUser, newUser, registered, type User } from '../../domain/user.ts';
import type { Passwords } from '../../passwords/passwords.ts';

export type Registration = { name: string; email: string; password: string };

/** What one does not choose for oneself. */
export type Standing = Pick<NewUser, 'role' | 'isActive'>;

export type RegisterUserDependencies = { users: UserRepository; passwords: Passwords };

/** Whoever registers is a plain user, unless an administrator says otherwise. @throws EmailTaken */
export const registerUser =
  ({ users, passwords }: RegisterUserDependencies) =>
  async (
    { name, email, password }: Registration,
    { trace, deadline }: Asked,
    standing: Standing = { role: 'user' },
  ): Promise<User> => {
    const user = newUser({ id: newId(), name, email, ...standing }, new Date());
    const secret = { passwordHash: await passwords.hash(password, deadline), hasDemoPassword: false };
    const added = await users.insert(user, secret, registered(user), trace);
    if (!added) throw new EmailTaken();
    return user;
  };

export type RegisterUser = ReturnType<typeof registerUser>;
