// The accounts.

import { migration } from '@paidonce/shared/database';

/**
 * Emails are kept as typed and unique by their lower case: no extension, and addresses are ASCII (the edge sees to it), where every
 * collation agrees on lower case. `has_demo_password` marks accounts of `seed`, whose password stands in the README.
 */
export const users = migration(
  `create table users (
    id uuid primary key,
    version integer not null default 1,
    name text not null,
    email text not null,
    role text not null check (role in ('user', 'admin')),
    is_active boolean not null default true,
    preferences jsonb not null default '{}',
    password_hash text not null,
    has_demo_password boolean not null default false,
    created_at timestamptz not null
  )`,
  'create unique index users_email on users (lower(email))',
);
