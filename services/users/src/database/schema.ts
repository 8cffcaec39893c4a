// The tables of users, as Kysely sees them.

import type { Role, UserId } from '@paidonce/shared/contracts';

export type UsersTable = {
  id: UserId;
  version: number;
  name: string;
  email: string;
  role: Role;
  is_active: boolean;
  sessions_valid_from: Date;
  preferences: Record<string, unknown>;
  password_hash: string;
  has_demo_password: boolean;
  created_at: Date;
};

export type UsersSchema = { users: UsersTable };
