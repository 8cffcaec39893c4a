// GET /users/:id: administrators see everybody, everybody else themselves.

import { type UserId, userId } from '@paidonce/shared/contracts';
import { type Caller, ok, ownerSeenBy, type RouteRequest } from '@paidonce/shared/http';
import { z } from 'zod';
import type { UserRepository } from '../../database/user-repository.ts';
import { UnknownUser } from '../../domain/unknown-user.ts';
import { userAnswer } from '../user-answer.ts';

export const userParams = z.object({ id: userId });

type Request = RouteRequest<{ id: UserId }, undefined, undefined, Caller>;

export const readUser =
  (users: UserRepository) =>
  async ({ params: { id }, caller }: Request) => {
    requireVisible(id, caller);
    const user = await users.find(id);
    if (user === undefined) throw new UnknownUser();
    return ok(userAnswer.of(user));
  };

/** @throws UnknownUser when the caller may not see this user: whether there is one is not told */
export function requireVisible(id: UserId, caller: Caller): void {
  const owner = ownerSeenBy(caller);
  if (owner !== undefined && owner !== id) throw new UnknownUser();
}
