// PUT /users/:id: one's own name and email; for administrators everybody's, with role and whether the account is in use.

import { role, type UserId } from '@paidonce/shared/contracts';
import { Forbidden } from '@paidonce/shared/errors';
import { type Caller, ok, type RouteRequest } from '@paidonce/shared/http';
import { z } from 'zod';
import { email, name } from '../account-fields.ts';
import { requireVisible } from '../read-user/read-user.http.ts';
import { userAnswer } from '../user-answer.ts';
import type { ChangeUser } from './change-user.ts';

/** What is left out stays as it is. */
export const changeUserBody = z
  .strictObject({
    name: name.optional(),
    email: email.optional(),
    role: role.optional(),
    is_active: z.boolean().optional(),
  })
  .meta({ examples: [{ name: 'Ada Lovelace' }] });

type Request = RouteRequest<{ id: UserId }, undefined, z.output<typeof changeUserBody>, Caller>;

export const changeUserHttp =
  (changeUser: ChangeUser) =>
  async ({ params: { id }, body, caller, trace }: Request) => {
    requireVisible(id, caller);
    const { is_active: isActive, ...wishes } = body;
    const forAdministrators = wishes.role !== undefined || isActive !== undefined;
    if (forAdministrators && caller.role !== 'admin')
      throw new Forbidden('Only an administrator may change role and is_active');
    return ok(userAnswer.of(await changeUser(id, { ...wishes, isActive }, trace)));
  };
