// POST /users: with an administrator's token it makes an account for somebody else, otherwise one's own, with a token for it.

import { InvalidInput } from '@paidonce/shared/errors';
import { created, type RouteRequest, type SigningTokens } from '@paidonce/shared/http';
import { z } from 'zod';
import { email, name, newPassword } from '../account-fields.ts';
import type { RegisterUser } from '../register-user/register-user.ts';
import { tokenAnswer } from '../token-answer.ts';
import { userAnswer } from '../user-answer.ts';
import type { CreateUser } from './create-user.ts';

export const createUserBody = z.strictObject({ name, email, password: newPassword.optional() });

export const signUpAnswer = userAnswer.schema.extend(tokenAnswer.schema.shape);
export const createUserAnswer = userAnswer.schema.extend({ temp_password: z.string().optional() });

type Request = RouteRequest<undefined, undefined, z.output<typeof createUserBody>>;

export const createUserHttp =
  (createUser: CreateUser, signUp: RegisterUser, tokens: SigningTokens) =>
  async ({ body, caller, trace }: Request) => {
    if (caller?.role === 'admin') {
      const { user, tempPassword } = await createUser(body, trace);
      return created({ ...userAnswer.of(user), ...(tempPassword && { temp_password: tempPassword }) });
    }
    const { name, email, password } = body;
    if (password === undefined) throw new InvalidInput([{ field: 'password', message: 'is required' }]);
    const user = await signUp({ name, email, password }, trace);
    return created({ ...userAnswer.of(user), ...tokenAnswer.of(tokens, user) });
  };
