// POST /users/register: an account, and at once a token for it.

import { created, type RouteRequest, type SigningTokens } from '@paidonce/shared/http';
import { z } from 'zod';
import { email, name, newPassword } from '../account-fields.ts';
import { tokenAnswer } from '../token-answer.ts';
import type { SignUp } from './sign-up.ts';

export const registerUserBody = z
  .strictObject({ name, email, password: newPassword })
  .meta({ examples: [{ name: 'Ada', email: 'ada@example.com', password: 'correct horse battery' }] });

type Request = RouteRequest<undefined, undefined, z.output<typeof registerUserBody>>;

export const registerUserHttp =
  (signUp: SignUp, tokens: SigningTokens) =>
  async ({ body, trace, deadline, address }: Request) =>
    created(tokenAnswer.of(tokens, await signUp(body, { trace, deadline, address })));
