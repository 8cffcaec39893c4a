/** An administrator makes an account for somebody else. */
import { randomBytes } from 'node:crypto';
import type { Trace } from '@paidonce/shared/observability';
import type { User } from '../../domain/user.ts';
import type { RegisterUser, Registration } from '../register-user/register-user.ts';

export type NewAccount = Omit<Registration, 'password'> & { password?: string | undefined };
export type CreateUser = (account: NewAccount, trace: Trace) => Promise<{ user: User; tempPassword?: string }>;

/** Without a password the account gets a random one, told this once and never again. @throws EmailTaken */
export const createUser =
  (registerUser: RegisterUser): CreateUser =>
  async ({ name, email, password }, trace) => {
    if (password !== undefined) return { user: await registerUser({ name, email, password }, trace) };
    const tempPassword = randomBytes(12).toString('base64url');
    return { user: await registerUser({ name, email, password: tempPassword }, trace), tempPassword };
  };
