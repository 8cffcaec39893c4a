// The statements that change orders, each with its guard.

import type { OrderId } from '@paidonce/shared/contracts';
import { statement } from '@paidonce/shared/database';
import { recordKey } from '@paidonce/shared/idempotency';
import { appendEvents } from '@paidonce/shared/outbox';
import { orderColumns } from './order-row.ts';
import type { OrderRow } from './schema.ts';
import { appendTimeline } from './timeline.ts';

const orderRecord = `order_row(id uuid, user_id uuid, reference text, version int, status text, confirmed boolean, lines jsonb, amount_minor bigint,
  currency text, payment_id uuid, sent_back uuid[], wish_reason text, wished_by uuid, cancel_reason text, created_at timestamptz, expires_at timestamptz)`;

/** What an order comes to have later; a new one has the defaults of the table. */
const later = [
  'payment_id',
  'sent_back',
  'wish_reason',
  'wished_by',
  'cancel_reason',
] as const satisfies (keyof OrderRow)[];

const newColumns = orderColumns.filter((column) => !later.some((name) => name === column)).join(', ');

/**
 * A new order takes one of its owner's numbers for unpaid orders, any that seems free. That it is free only the unique
 * index says: of two who take the same at the same time, one gets no row, and tries again. Sorted, so that two
 * statements cannot wait for each other.
 */
export const insertOrders = statement<{ id: OrderId; placed: boolean; had_room: boolean }>(
  `with wanted as (
     select ${newColumns}, (
       select number from generate_series(1, $4::int) as number
       where number not in (
         select unpaid_slot from orders where orders.user_id = order_row.user_id and status = 'pending' and unpaid_slot is not null
       )
       order by random() limit 1
     ) as unpaid_slot
     from json_to_recordset($1::json) as ${orderRecord}
   ),
   placed as (
     insert into orders (${newColumns}, unpaid_slot)
     select ${newColumns}, unpaid_slot from wanted where unpaid_slot is not null or $4 = 0
     order by user_id, reference, unpaid_slot
     on conflict do nothing
     returning id
   ),
   timeline as (${appendTimeline('$2', 'placed')}),
   told as (${appendEvents('$3', 'placed')}),
   keyed as (${recordKey('$5', 'placed')})
   select wanted.id, placed.id is not null as placed, $4 = 0 or unpaid_slot is not null as had_room
   from wanted left join placed on placed.id = wanted.id`,
);

export const lockOrders = statement<OrderRow>(
  `select ${orderColumns.join(', ')} from orders where id = any($1::uuid[]) order by id for update`,
);

/** What the rules change. */
const changes = `update orders set ${['version', 'status', 'confirmed', ...later]
  .map((column) => `${column} = order_row.${column}`)
  .join(', ')}`;

/** Guarded by the version that was read. */
export const changeOrder = statement<{ id: OrderId }>(
  `with changed as (
     ${changes} from json_to_record($1::json) as ${orderRecord} where orders.id = order_row.id and orders.version = $2 returning orders.id
   ),
   timeline as (${appendTimeline('$3', 'changed')}),
   told as (${appendEvents('$4', 'changed')})
   select id from changed`,
);

/** The first wish stays, and only a pending order has one. The sweeper comes back to it when whoever wished has had their time. */
export const wishOrder = statement<{ id: OrderId }>(
  `update orders set wish_reason = $2, wished_by = $3, due_at = now() + $4 * interval '1 millisecond'
   where id = $1 and status = 'pending' and wish_reason is null
   returning id`,
);

/**
 * Takes the orders whose turn it is, those that have waited longest first, and puts them at the end of the queue at
 * once: whatever becomes of this try, it holds up nobody else. An order without a wish is here because its time is
 * over.
 */
export const takeDueOrders = statement<OrderRow>(
  `with due as (
     select id from orders where status = 'pending' and coalesce(due_at, expires_at) <= now()
     order by coalesce(due_at, expires_at) limit $1 for update skip locked
   )
   update orders set due_at = now() + $2 * interval '1 millisecond', wish_reason = coalesce(wish_reason, 'expired')
   from due where orders.id = due.id
   returning ${orderColumns.map((column) => `orders.${column}`).join(', ')}`,
);

/** The rows are locked (see `lock`), so that the versions are those that were read. */
export const saveBatch = statement(
  `with changed as (
     ${changes} from json_to_recordset($1::json) as ${orderRecord}
     where orders.id = order_row.id
     returning orders.id
   ),
   timeline as (${appendTimeline('$2', 'changed')}),
   told as (${appendEvents('$3', 'changed')})
   select count(*) from changed`,
);

/** What is recalled came about when it was told, not now. */
export const dateTimeline = statement(
  `update order_events set created_at = told.at
   from json_to_recordset($1::json) as told(order_id uuid, version int, at timestamptz)
   where order_events.order_id = told.order_id and order_events.version = told.version and order_events.created_at = now()`,
);
