// A user as clients see one.

import { z } from 'zod';
import type { User } from '../domain/user.ts';

const schema = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.string(),
    is_active: z.boolean(),
    created_at: z.string(),
  })
  .meta({ id: 'User' });

export const userAnswer = {
  schema,
  of: ({ id, name, email, role, isActive, createdAt }: User): z.infer<typeof schema> => ({
    id,
    name,
    email,
    role,
    is_active: isActive,
    created_at: createdAt.toISOString(),
  }),
};
