// No payment is left in the air.

import type { Invariant } from '../invariant.ts';

type Payment = { id: string; order_id: string; status: string };
type Unended = Payment & { order_status: string | null };

const allPayments = 'select id, order_id, status from payments where id > $1 order by id limit $2';

/** Those of the payments `$1` whose order is not what it should be: paid by them, or, if they failed or go back, not paid by them. */
const unended = `
  select told.id, told.order_id, told.status, orders.status as order_status
  from json_to_recordset($1::json) as told(id uuid, order_id uuid, status text)
  left join (select id, status, case when status <> 'cancelled' then payment_id end as payment_id from orders) as orders
    on orders.id = told.order_id
  where case told.status
    when 'paid' then orders.payment_id is distinct from told.id
    when 'pending' then false
    else orders.payment_id = told.id
  end
  order by told.id`;

/** Payments that wait for the provider, but that nobody asks it about: replicas take what is due within a second, however busy they are within minutes. */
const forgotten = `
  select id, status from payments
  where status in ('pending', 'refund_due') and coalesce(next_try_at, '-infinity') < now() - interval '10 minutes' and id > $1
  order by id limit $2`;

export const paymentEnds: Invariant = {
  number: 2,
  sentence: 'Every payment ends with its order paid by it, or itself failed or refunded.',
  async *violations({ payments, orders }) {
    for await (const page of payments.pages<Payment>(allPayments)) {
      for (const row of await orders.rows<Unended>(unended, JSON.stringify(page)))
        yield { key: row.id, what: sentenceOf(row) };
    }
    for await (const page of payments.pages<Pick<Payment, 'id' | 'status'>>(forgotten)) {
      for (const { id, status } of page)
        yield { key: id, what: `Payment ${id} is ${status}, and nobody asks the provider about it.` };
    }
  },
};

function sentenceOf({ id, order_id, status, order_status }: Unended): string {
  if (order_status === null) return `Payment ${id} is for order ${order_id}, which orders does not know.`;
  if (status !== 'paid') return `Payment ${id} is ${status}, but order ${order_id} counts as paid by it.`;
  if (order_status === 'pending') return `Payment ${id} is ${status}, but order ${order_id} is still pending.`;
  if (order_status === 'cancelled') return `Payment ${id} is ${status}, but order ${order_id} is cancelled.`;
  return `Payment ${id} is ${status}, but order ${order_id} was paid by another one.`;
}
