// Somebody makes an account for themselves, and is logged in with that.

import type { Asked } from '@paidonce/shared/http';
import type { User } from '../../domain/user.ts';
import type { Guesses } from '../../passwords/guesses.ts';
import type { RegisterUser, Registration } from './register-user.ts';

export type SignUpDependencies = { registerUser: RegisterUser; guesses: Guesses };

/** @param address that it is done from: as after a log-in, nobody keeps them out there by guessing. @throws EmailTaken */
export const signUp =
  ({ registerUser, guesses }: SignUpDependencies) =>
  async (registration: Registration, { address, ...asked }: Asked & { address: string }): Promise<User> => {
    const user = await registerUser(registration, asked);
    guesses.ownerAt({ email: user.email, address });
    return user;
  };

export type SignUp = ReturnType<typeof signUp>;
