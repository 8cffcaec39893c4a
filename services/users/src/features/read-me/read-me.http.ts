// Who am I: the account behind a token, as it is now and not as it was when the token was made.

import { type Caller, ok, type RouteRequest } from '@paidonce/shared/http';
import type { Preferences } from '../../database/preferences.ts';
import type { UserRepository } from '../../database/user-repository.ts';
import { UnknownAccount } from '../../domain/unknown-account.ts';
import { preferencesAnswer } from '../preferences/preferences.http.ts';
import { userAnswer } from '../user-answer.ts';

export const meAnswer = userAnswer.schema.extend(preferencesAnswer.shape);

export const readMe =
  (users: UserRepository, kept: Preferences) =>
  async ({ caller }: RouteRequest<undefined, undefined, undefined, Caller>) => {
    const [user, preferences] = await Promise.all([users.find(caller.id), kept.read(caller.id)]);
    if (!user?.isActive || preferences === undefined) throw new UnknownAccount();
    return ok({ ...userAnswer.of(user), preferences });
  };
