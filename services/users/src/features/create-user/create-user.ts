// An administrator makes an account for somebody else.

import { randomBytes } from 'node:crypto';
import type { Trace } from '@paidonce/shared/observability';
import type { User } from '../../domain/user.ts';
import type { RegisterUser, Registration } from '../register-user/register-user.ts';

export type NewAccount = Omit<Registration, 'password'> & { password?: string | undefined };
export type CreatedUser = { user: User; tempPassword?: string };

export type CreateUserDependencies = { registerUser: RegisterUser };

/** Without a password the account gets a random one, told this once and never again. @throws EmailTaken */
export const createUser =
  ({ registerUser }: CreateUserDependencies) =>
  async ({ name, email, password }: NewAccount, trace: Trace): Promise<CreatedUser> => {
    if (password !== undefined) return { user: await registerUser({ name, email, password }, trace) };
    const tempPassword = randomBytes(12).toString('base64url');
    return { user: await registerUser({ name, email, password: tempPassword }, trace), tempPassword };
  };

export type CreateUser = ReturnType<typeof createUser>;
