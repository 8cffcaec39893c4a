// The table of idempotency keys, for a service's own migration.

import { type Migrations, migration } from '../database/index.ts';

/**
 * `idempotency_keys`: what a user's request with a key has made. Written in the statement of the effect, so there is
 * never one without the other.
 */
export const idempotencyTables: Migrations[string] = migration(
  `create table idempotency_keys (
    user_id uuid not null,
    key text not null,
    fingerprint text not null,
    resource_id uuid not null,
    created_at timestamptz not null default now(),
    primary key (user_id, key)
  )`,
  'create index idempotency_keys_by_age on idempotency_keys (created_at)',
);
