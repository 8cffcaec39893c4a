// Nobody pays twice for one order.

import type { Invariant } from '../invariant.ts';

/** Orders with several live payments, and live payments that do not hold their order's slot. */
const statement = `
  select order_id, array_agg(id::text order by id) as ids, count(*) > 1 as several
  from payments left join slots using (order_id)
  where status in ('pending', 'paid')
  group by order_id
  having count(*) > 1 or bool_or(slots.payment_id is distinct from payments.id)
  order by order_id`;

export const oneLivePayment: Invariant = {
  number: 1,
  sentence: 'An order has at most one live payment.',
  async *violations({ payments }) {
    const rows = await payments.rows<{ order_id: string; ids: string[]; several: boolean }>(statement);
    for (const { order_id, ids, several } of rows) {
      const what = several
        ? `Order ${order_id} has ${ids.length} live payments: ${ids.join(', ')}.`
        : `Payment ${ids.join()} does not hold the slot of its order ${order_id}.`;
      yield { key: order_id, what };
    }
  },
};
