// POST /users: with an administrator's token it makes an account for somebody else, otherwise one's own, with a token for it.

import { role } from '@paidonce/shared/contracts';
import { InvalidInput } from '@paidonce/shared/errors';
import { created, type RouteRequest, type SigningTokens } from '@paidonce/shared/http';
import { z } from 'zod';
import { email, name, newPassword } from '../account-fields.ts';
import type { SignUp } from '../register-user/sign-up.ts';
import { tokenAnswer } from '../token-answer.ts';
import { userAnswer } from '../user-answer.ts';
import type { CreateUser } from './create-user.ts';

/** `role`, `is_active` and an account without a password are for administrators. */
export const createUserBody = z
  .strictObject({
    name,
    email,
    password: newPassword.optional(),
    role: role.optional(),
    is_active: z.boolean().optional(),
  })
  .meta({ examples: [{ name: 'Ada', email: 'ada@example.com', password: 'correct horse battery' }] });

export const signUpAnswer = userAnswer.schema.extend(tokenAnswer.schema.shape);
export const createUserAnswer = userAnswer.schema.extend({ temp_password: z.string().optional() });

type Body = z.output<typeof createUserBody>;

export const createUserHttp =
  (createUser: CreateUser, signUp: SignUp, tokens: SigningTokens) =>
  async ({ body, caller, trace, deadline, address }: RouteRequest<undefined, undefined, Body>) => {
    const asked = { trace, deadline };
    if (caller?.role === 'admin') {
      const { is_active: isActive, ...account } = body;
      const { user, tempPassword } = await createUser({ ...account, isActive }, asked);
      return created({ ...userAnswer.of(user), ...(tempPassword && { temp_password: tempPassword }) });
    }
    const user = await signUp(ownAccount(body), { ...asked, address });
    return created({ ...userAnswer.of(user), ...tokenAnswer.of(tokens, user) });
  };

/** @throws InvalidInput naming what is missing, and what nobody chooses for oneself */
function ownAccount({ name, email, password, ...chosen }: Body): { name: string; email: string; password: string } {
  const errors = Object.keys(chosen).map((field) => ({ field, message: 'is for administrators to choose' }));
  if (password !== undefined && errors.length === 0) return { name, email, password };
  throw new InvalidInput(password === undefined ? [{ field: 'password', message: 'is required' }, ...errors] : errors);
}
