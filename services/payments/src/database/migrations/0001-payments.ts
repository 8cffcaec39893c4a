// Payments, the slots that let an order be paid once, and what payments knows of orders.

import { migration } from '@paidonce/shared/database';

export const payments = migration(
  `create table payments (
    id uuid primary key,
    order_id uuid not null,
    user_id uuid not null,
    version int not null,
    status text not null check (status in ('paid', 'refunded')),
    amount_minor bigint not null check (amount_minor >= 0),
    currency text not null,
    created_at timestamptz not null
  )`,
  'create index payments_of_order on payments (order_id)',
  // Ids are UUIDv7, so that this is also the order of creation.
  'create index payments_of_user on payments (user_id, id)',
  // The primary key is what makes an order be paid once.
  `create table slots (
    order_id uuid primary key,
    payment_id uuid unique
  )`,
  `create table orders (
    order_id uuid primary key,
    version int not null,
    user_id uuid not null,
    amount_minor bigint not null,
    currency text not null
  )`,
);
