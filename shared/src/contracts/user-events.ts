// What users publishes on USERS: never a name, an email or a hash.

import { z } from 'zod';
import { eventType } from './event-type.ts';
import { type UserId, userId } from './ids.ts';
import { streams } from './streams.ts';

export const role = z.enum(['user', 'admin']);
export type Role = z.infer<typeof role>;

export type UserRegistered = {
  userId: UserId;
  version: number;
  role: Role;
  isActive: boolean;
  sessionsValidFrom: Date;
};

/** Somebody signed up, or was created. */
export const userRegistered = eventType(
  streams.USERS,
  'user.registered',
  z.codec(
    z.object({
      user_id: userId,
      version: z.int().positive(),
      role,
      is_active: z.boolean(),
      sessions_valid_from: z.iso.datetime(),
    }),
    z.custom<UserRegistered>(),
    {
      decode: (wire) => ({
        userId: wire.user_id,
        version: wire.version,
        role: wire.role,
        isActive: wire.is_active,
        sessionsValidFrom: new Date(wire.sessions_valid_from),
      }),
      encode: (user) => ({
        user_id: user.userId,
        version: user.version,
        role: user.role,
        is_active: user.isActive,
        sessions_valid_from: user.sessionsValidFrom.toISOString(),
      }),
    },
  ),
  (data) => data.userId,
);
