// How an order came to be what it is.

import { type Caller, ok, type RouteRequest } from '@paidonce/shared/http';
import { z } from 'zod';
import type { OrderRepository } from '../../database/order-repository.ts';
import type { TimelineLine } from '../../database/timeline.ts';
import { findOrder } from '../find-order.ts';
import type { OrderName } from '../order-name.ts';

const timelineLine = z.object({
  id: z.string(),
  order_id: z.string(),
  event_type: z.string(),
  description: z.string(),
  old_value: z.string().nullable(),
  new_value: z.string().nullable(),
  user_id: z.string().nullable(),
  created_at: z.string(),
});

export const timelineAnswer = z.array(timelineLine.meta({ id: 'TimelineLine' }));

export const readTimeline =
  (orders: OrderRepository) =>
  async ({ params, caller }: RouteRequest<{ id: OrderName }, undefined, undefined, Caller>) => {
    const { id } = await findOrder(orders, params.id, caller);
    return ok((await orders.timeline(id)).map(show));
  };

function show(line: TimelineLine): z.infer<typeof timelineLine> {
  return {
    id: line.id,
    order_id: line.orderId,
    event_type: line.type,
    description: line.description,
    old_value: line.oldValue ?? null,
    new_value: line.newValue ?? null,
    user_id: line.by ?? null,
    created_at: line.createdAt.toISOString(),
  };
}
