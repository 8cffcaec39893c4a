// Nobody pays twice for one order.

import type { Invariant } from '../invariant.ts';

/** Orders with several live payments, and live payments that do not hold their order's slot. */
const withoutSlot = `
  select order_id, array_agg(id::text order by id) as ids, count(*) > 1 as several
  from payments left join slots using (order_id)
  where status in ('pending', 'paid')
  group by order_id
  having count(*) > 1 or bool_or(slots.payment_id is distinct from payments.id)
  order by order_id`;

/** Slots that are held by what is no live payment: their orders can be paid by nobody, and closed by nobody. */
const heldByNobody = `
  select slots.order_id, slots.payment_id, coalesce(payments.status, 'not there') as status
  from slots left join payments on payments.id = slots.payment_id
  where slots.payment_id is not null and (payments.status in ('pending', 'paid')) is not true
  order by slots.order_id`;

export const oneLivePayment: Invariant = {
  number: 1,
  sentence: 'An order has at most one live payment.',
  async *violations({ payments }) {
    type Live = { order_id: string; ids: string[]; several: boolean };
    for (const { order_id, ids, several } of await payments.rows<Live>(withoutSlot)) {
      const what = several
        ? `Order ${order_id} has ${ids.length} live payments: ${ids.join(', ')}.`
        : `Payment ${ids.join()} does not hold the slot of its order ${order_id}.`;
      yield { key: order_id, what };
    }
    type Held = { order_id: string; payment_id: string; status: string };
    for (const { order_id, payment_id, status } of await payments.rows<Held>(heldByNobody))
      yield {
        key: order_id,
        what: `The slot of order ${order_id} is held by payment ${payment_id}, which is ${status}.`,
      };
  },
};
