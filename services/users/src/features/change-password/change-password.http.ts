// PUT /users/me/password: answers with a new token, as the one that asked is not good any more.

import { type Caller, ok, type RouteRequest, type SigningTokens } from '@paidonce/shared/http';
import { z } from 'zod';
import { newPassword, password } from '../account-fields.ts';
import { tokenAnswer } from '../token-answer.ts';
import type { ChangePassword } from './change-password.ts';

export const changePasswordBody = z
  .strictObject({ current_password: password, new_password: newPassword })
  .meta({ examples: [{ current_password: 'correct horse battery', new_password: 'quite another staple' }] });

type Request = RouteRequest<undefined, undefined, z.output<typeof changePasswordBody>, Caller>;

export const changePasswordHttp =
  (changePassword: ChangePassword, tokens: SigningTokens) =>
  async ({ body, caller, trace, deadline, address }: Request) => {
    const user = await changePassword(caller.id, body.current_password, body.new_password, {
      trace,
      deadline,
      address,
    });
    return ok(tokenAnswer.of(tokens, user));
  };
