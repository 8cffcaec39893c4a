// What users publishes on USERS: never a name, an email or a hash.

import { z } from 'zod';
import { eventType, version } from './event-type.ts';
import { type UserId, userId } from './ids.ts';
import { streams } from './streams.ts';

export const role = z.enum(['user', 'admin']);
export type Role = z.infer<typeof role>;

/** An account as the others need to know it. `version` counts its changes. */
export type UserState = {
  userId: UserId;
  version: number;
  role: Role;
  isActive: boolean;
  /** Tokens issued before are refused everywhere. Whole seconds. */
  sessionsValidFrom: Date;
};

const userState = z.codec(
  z.object({
    user_id: userId,
    version,
    role,
    is_active: z.boolean(),
    sessions_valid_from: z.iso.datetime().describe('Tokens issued before are refused everywhere. Whole seconds.'),
  }),
  z.custom<UserState>(),
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
);

export const userRegistered = eventType(
  streams.USERS,
  'user.registered',
  'Somebody signed up, or was created.',
  userState,
  (data) => data.userId,
);

export const userUpdated = eventType(
  streams.USERS,
  'user.updated',
  'The account changed in what others rely on: its role, whether it is active, since when its sessions are good.',
  userState,
  (data) => data.userId,
);

export const userDeleted = eventType(
  streams.USERS,
  'user.deleted',
  'The account is gone for good; it is told as not active.',
  userState,
  (data) => data.userId,
);
