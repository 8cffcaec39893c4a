// POST /users/register: an account, and at once a token for it.

import { created, type RouteRequest, type SigningTokens } from '@paidonce/shared/http';
import { z } from 'zod';
import { email, name, newPassword } from '../account-fields.ts';
import { tokenAnswer } from '../token-answer.ts';
import type { RegisterUser } from './register-user.ts';

export const registerUserBody = z.strictObject({ name, email, password: newPassword });

type Request = RouteRequest<undefined, undefined, z.output<typeof registerUserBody>>;

export const registerUserHttp =
  (registerUser: RegisterUser, tokens: SigningTokens) =>
  async ({ body, trace, deadline }: Request) =>
    created(tokenAnswer.of(tokens, await registerUser(body, { trace, deadline })));
