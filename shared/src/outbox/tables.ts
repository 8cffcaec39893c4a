// The tables of an outbox, for a service's own migration.

import { type Migrations, migration } from '../database/index.ts';

/**
 * `outbox`: append only, written in the transaction of the state it tells of. Its order is `(xid, seq)`: the transaction
 * that wrote a row, then the row's number.
 * `outbox_relay`: one row; how far the stream is filled (`xid, seq`), which stream that was, and the highest sequence it acknowledged.
 * `outbox_checkpoint`: pairs of cursor and acknowledged sequence, to know from where a stream that lost its tail is to be filled again.
 * `outbox_lane`: what is being filled again, beside the new events.
 */
export const outboxTables: Migrations[string] = migration(
  `create table outbox (
    xid xid8 not null default pg_current_xact_id(),
    seq bigint not null generated always as identity,
    id uuid not null unique,
    subject text not null,
    headers json not null,
    payload json not null,
    primary key (xid, seq)
  )`,
  `create table outbox_relay (
    only_row boolean primary key default true check (only_row),
    xid xid8 not null default '0',
    seq bigint not null default 0,
    stream_created text,
    acked bigint not null default 0
  )`,
  'insert into outbox_relay default values',
  `create table outbox_checkpoint (
    acked bigint primary key,
    xid xid8 not null,
    seq bigint not null
  )`,
  `create table outbox_lane (
    id bigint primary key generated always as identity,
    at_xid xid8 not null,
    at_seq bigint not null,
    to_xid xid8 not null,
    to_seq bigint not null
  )`,
);

/**
 * In which PostgreSQL cluster the transaction ids of the outbox were given. A database that came from another one while nobody noted that
 * yet shows it by a cursor that is ahead of its time: it stays without a cluster, which is none that it could be in.
 */
export const outboxCluster: Migrations[string] = migration(
  'alter table outbox_relay add column system_identifier bigint',
  'update outbox_relay set system_identifier = (select system_identifier from pg_control_system()) where xid <= pg_current_xact_id()',
);

/** Since when the database has been catching up with what it told before it was restored from the past; null when it is not. */
export const outboxCatchUp: Migrations[string] = migration(
  'alter table outbox_relay add column behind_since timestamptz',
);
