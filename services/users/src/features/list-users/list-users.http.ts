// GET /users: everybody, newest first.

import { userId } from '@paidonce/shared/contracts';
import { cursor, limit, page, type RouteRequest, skip } from '@paidonce/shared/http';
import { z } from 'zod';
import type { UserRepository } from '../../database/user-repository.ts';
import { userAnswer } from '../user-answer.ts';

export const listUsersQuery = z.strictObject({ limit, skip, cursor: cursor(userId).optional() });

export const listUsers =
  (users: UserRepository) =>
  async ({ query }: RouteRequest<undefined, z.output<typeof listUsersQuery>>) => {
    const { limit, skip, cursor: before } = query;
    const found = await users.list({ before, limit: limit + 1, skip });
    return page(found, { limit, keyOf: (user) => user.id, show: userAnswer.of });
  };
