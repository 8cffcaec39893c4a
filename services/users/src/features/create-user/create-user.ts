// An administrator makes an account for somebody else.

import type { Role } from '@paidonce/shared/contracts';
import type { Asked } from '@paidonce/shared/http';
import type { User } from '../../domain/user.ts';
import { tempPassword } from '../../passwords/temp-password.ts';
import type { RegisterUser, Registration } from '../register-user/register-user.ts';

export type NewAccount = Omit<Registration, 'password'> & {
  password?: string | undefined;
  role?: Role | undefined;
  isActive?: boolean | undefined;
};
export type CreatedUser = { user: User; tempPassword?: string };

export type CreateUserDependencies = { registerUser: RegisterUser };

/** Without a password the account gets a random one, told this once and never again. @throws EmailTaken */
export const createUser =
  ({ registerUser }: CreateUserDependencies) =>
  async ({ password, role, isActive, ...account }: NewAccount, asked: Asked): Promise<CreatedUser> => {
    const standing = { role: role ?? 'user', isActive };
    if (password !== undefined) return { user: await registerUser({ ...account, password }, asked, standing) };
    const random = tempPassword();
    return { user: await registerUser({ ...account, password: random }, asked, standing), tempPassword: random };
  };

export type CreateUser = ReturnType<typeof createUser>;
