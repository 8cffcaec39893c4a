// Who am I: the account behind a token, as it is now and not as it was when the token was made.

import { type Caller, ok, type RouteRequest } from '@paidonce/shared/http';
import { z } from 'zod';
import type { UserRepository } from '../../database/user-repository.ts';
import { UnknownAccount } from '../../domain/unknown-account.ts';
import { userAnswer } from '../user-answer.ts';

export const meAnswer = userAnswer.schema.extend({ preferences: z.record(z.string(), z.unknown()) });

export const readMe =
  (users: UserRepository) =>
  async ({ caller }: RouteRequest<undefined, undefined, undefined, Caller>) => {
    const user = await users.find(caller.id);
    if (!user?.isActive) throw new UnknownAccount();
    return ok({ ...userAnswer.of(user), preferences: user.preferences });
  };
