// Nobody's order stays open for ever.

import type { Invariant } from '../invariant.ts';

type Late = { id: string; expires_at: Date; due_at: Date; is_swept: boolean };

/**
 * Pending orders that the sweeper should have done with a minute ago: those past their time, and those that somebody wants
 * cancelled. It puts each off for some seconds as it takes it, so that one which is still due is one that nobody takes.
 */
const late = `
  select id, expires_at, coalesce(due_at, expires_at) as due_at, coalesce(due_at, expires_at) >= now() - interval '1 minute' as is_swept
  from orders
  where status = 'pending' and least(due_at, expires_at) < now() - interval '1 minute' and id > $1
  order by id limit $2`;

/** Those of the orders `$1` of which no payment is under way or made: nothing is left to wait for. */
const unpaid = `
  select told.id from unnest($1::uuid[]) as told(id)
  where not exists (select from payments where order_id = told.id and status in ('pending', 'paid'))`;

export const timeIsKept: Invariant = {
  number: 8,
  sentence: 'No order is pending past its time, unless a payment of it is under way.',
  async *violations({ orders, payments }) {
    for await (const page of orders.pages<Late>(late)) {
      const ids = page.map(({ id }) => id);
      const rows = await payments.rows<{ id: string }>(unpaid, ids);
      const nobodyPays = new Set(rows.map(({ id }) => id));
      for (const order of page)
        if (!order.is_swept || nobodyPays.has(order.id)) yield { key: order.id, what: sentenceOf(order) };
    }
  },
};

function sentenceOf({ id, expires_at, due_at, is_swept }: Late): string {
  if (!is_swept) return `Order ${id} is to be cancelled since ${due_at.toISOString()}, and nobody tries to.`;
  return `Order ${id} should have been paid by ${expires_at.toISOString()}: nobody is paying it, and trying to cancel it comes to nothing.`;
}
