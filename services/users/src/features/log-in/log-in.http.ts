// POST /users/login and POST /login

import { ok, type RouteRequest, type SigningTokens } from '@paidonce/shared/http';
import { z } from 'zod';
import { email, password } from '../account-fields.ts';
import { tokenAnswer } from '../token-answer.ts';
import type { LogIn } from './log-in.ts';

export const logInBody = z
  .strictObject({ email, password })
  .meta({ examples: [{ email: 'bob@example.com', password: 'password123' }] });

type Request = RouteRequest<undefined, undefined, z.output<typeof logInBody>>;

export const logInHttp =
  (logIn: LogIn, tokens: SigningTokens) =>
  async ({ body, address, deadline }: Request) => {
    const { user, asOf } = await logIn(body, { address, deadline });
    return ok(tokenAnswer.of(tokens, user, asOf));
  };
