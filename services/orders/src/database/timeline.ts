// The timeline of orders: written with each change, read by whoever may see the order.

import { newId, type OrderId } from '@paidonce/shared/contracts';
import type { Kysely } from 'kysely';
import type { TimelineEntry } from '../domain/order.ts';
import type { OrdersSchema } from './schema.ts';

export type TimelineLine = TimelineEntry & { id: string; orderId: OrderId; createdAt: Date };

/** SQL of a part of a command's statement: appends to the timelines of those orders whose `id` the guard has. */
export const appendTimeline = (parameter: string, guard: string) =>
  `insert into order_events (id, order_id, version, type, description, old_value, new_value, user_id)
   select line.id, line.order_id, line.version, line.type, line.description, line.old_value, line.new_value, line.user_id
   from json_to_recordset(${parameter}::json) as line(id uuid, order_id uuid, version int, type text, description text,
     old_value text, new_value text, user_id uuid)
   join ${guard} as changed_order on changed_order.id = line.order_id`;

/** The value of the JSON parameter that `appendTimeline` reads. */
export function timelineParameter(lines: readonly { orderId: OrderId; entry: TimelineEntry }[]): string {
  return JSON.stringify(
    lines.map(({ orderId, entry }) => ({
      id: newId(),
      order_id: orderId,
      version: entry.version,
      type: entry.type,
      description: entry.description,
      old_value: entry.oldValue ?? null,
      new_value: entry.newValue ?? null,
      user_id: entry.by ?? null,
    })),
  );
}

/** What happened to an order, oldest first. */
export async function readTimeline(db: Kysely<OrdersSchema>, orderId: OrderId): Promise<TimelineLine[]> {
  const rows = await db
    .selectFrom('order_events')
    .select(['id', 'version', 'type', 'description', 'old_value', 'new_value', 'user_id', 'created_at'])
    .where('order_id', '=', orderId)
    .orderBy('version')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    orderId,
    version: row.version,
    type: row.type,
    description: row.description,
    oldValue: row.old_value ?? undefined,
    newValue: row.new_value ?? undefined,
    by: row.user_id ?? undefined,
    createdAt: row.created_at,
  }));
}
