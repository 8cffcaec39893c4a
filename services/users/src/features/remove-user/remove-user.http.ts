// DELETE /users/:id

import type { UserId } from '@paidonce/shared/contracts';
import { noContent, type RouteRequest } from '@paidonce/shared/http';
import type { RemoveUser } from './remove-user.ts';

export const removeUserHttp =
  (removeUser: RemoveUser) =>
  async ({ params: { id }, trace }: RouteRequest<{ id: UserId }>) => {
    await removeUser(id, trace);
    return noContent();
  };
