// Orders with their timeline, and what products cost.

import { migration } from '@paidonce/shared/database';

export const orders = migration(
  `create table orders (
    id uuid primary key,
    user_id uuid not null,
    version int not null,
    status text not null check (status in ('pending', 'paid')),
    confirmed boolean not null,
    lines jsonb not null,
    amount_minor bigint not null check (amount_minor >= 0),
    currency text not null,
    payment_id uuid unique,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    check ((status = 'pending') = (payment_id is null))
  )`,
  // Ids are UUIDv7, so that this is also the order of creation.
  'create index orders_of_user on orders (user_id, id)',
  `create table order_events (
    id uuid not null,
    order_id uuid not null,
    version int not null,
    type text not null,
    description text not null,
    old_value text,
    new_value text,
    user_id uuid not null,
    created_at timestamptz not null default now(),
    primary key (order_id, version)
  )`,
  `create table catalogue (
    sku text primary key,
    version int not null,
    price_minor bigint not null check (price_minor >= 0),
    currency text not null
  )`,
);
