// POST /users/:id/reset_password

import type { UserId } from '@paidonce/shared/contracts';
import { ok, type RouteRequest } from '@paidonce/shared/http';
import { z } from 'zod';
import type { ResetPassword } from './reset-password.ts';

export const resetPasswordAnswer = z.object({ temp_password: z.string() });

export const resetPasswordHttp =
  (resetPassword: ResetPassword) =>
  async ({ params: { id }, trace, deadline }: RouteRequest<{ id: UserId }>) =>
    ok({ temp_password: await resetPassword(id, { trace, deadline }) });
