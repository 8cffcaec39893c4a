// The tables of an inbox, for a service's own migration.

import { type Migrations, migration } from '../database/index.ts';

/**
 * `inbox`: which event has been applied by which subscription (the stream's name). To be kept longer than outbox and stream keep events.
 * `dead_letters`: messages that were set aside, whole, with the reason.
 */
export const inboxTables: Migrations[string] = migration(
  `create table inbox (
    subscription text not null,
    event_id uuid not null,
    applied_at timestamptz not null default now(),
    primary key (subscription, event_id)
  )`,
  `create table dead_letters (
    subscription text not null,
    event_id text not null,
    stream_sequence bigint not null,
    subject text not null,
    headers json not null,
    payload text not null,
    reason text not null,
    deliveries int not null,
    set_aside_at timestamptz not null default now()
  )`,
  // Two malformed messages may claim the same id.
  'create unique index dead_letters_once on dead_letters (subscription, event_id, md5(payload))',
);

/** A dead letter that nobody wants applied stays, with the time and the reason of that decision. For a migration after `inboxTables`. */
export const discardedLetters: Migrations[string] = migration(
  `alter table dead_letters add column discarded_at timestamptz, add column discarded_because text,
   add check ((discarded_at is null) = (discarded_because is null))`,
);
