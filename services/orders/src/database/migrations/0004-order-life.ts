// The whole life of an order: cancelled or on its way to its buyer, with the client's own reference.

import { migration } from '@paidonce/shared/database';

export const orderLife = migration(
  `alter table orders
    add column reference text,
    add column sent_back uuid[] not null default '{}',
    add column wish_reason text check (wish_reason in ('expired', 'by_user', 'by_admin')),
    add column wished_by uuid,
    add column cancel_reason text check (cancel_reason in ('out_of_stock', 'expired', 'by_user', 'by_admin')),
    add column unpaid_slot int,
    add column due_at timestamptz,
    drop constraint orders_status_check,
    drop constraint orders_check,
    add constraint orders_status_check check (status in ('pending', 'paid', 'processing', 'shipped', 'delivered', 'cancelled')),
    add constraint orders_payment_check check (status = 'cancelled' or (status = 'pending') = (payment_id is null)),
    add constraint orders_cancelled_check check ((status = 'cancelled') = (cancel_reason is not null))`,
  'alter table order_events alter column user_id drop not null',
  'create unique index orders_by_reference on orders (user_id, reference) where reference is not null',
  `update orders set unpaid_slot = unpaid.number
   from (select id, row_number() over (partition by user_id order by id) as number from orders where status = 'pending') as unpaid
   where orders.id = unpaid.id`,
  // What lets a user have so many unpaid orders and no more: each takes a number, and two cannot take the same one.
  "create unique index orders_unpaid on orders (user_id, unpaid_slot) where status = 'pending' and unpaid_slot is not null",
  // What is to be cancelled next: an order is due when its time is over, and again some time after each vain try.
  "create index orders_due on orders (coalesce(due_at, expires_at)) where status = 'pending'",
);
