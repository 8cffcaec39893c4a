// Nobody's order stays open for ever.

import type { Invariant } from '../invariant.ts';

/**
 * The sweeper puts an order that it could not cancel off for some seconds, whether payments was away or a payment was
 * under way. So one that is due for a minute is one that nobody looks after.
 */
const forgotten = `
  select id, expires_at from orders
  where status = 'pending' and coalesce(due_at, expires_at) < now() - interval '1 minute' order by id limit $1`;

const mostOfThem = 10_000;

export const timeIsKept: Invariant = {
  number: 8,
  sentence: 'No order is pending past its time, unless payments is asked about it again and again.',
  async *violations({ orders }) {
    type Row = { id: string; expires_at: Date };
    for (const { id, expires_at } of await orders.rows<Row>(forgotten, mostOfThem))
      yield {
        key: id,
        what: `Order ${id} should have been paid by ${expires_at.toISOString()}, and nobody cancels it.`,
      };
  },
};
