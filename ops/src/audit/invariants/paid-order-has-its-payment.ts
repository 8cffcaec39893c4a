// No order counts as paid without the money for it.

import type { Invariant } from '../invariant.ts';

type PaidOrder = { id: string; payment_id: string; amount_minor: string; currency: string };
type Unpaid = PaidOrder & {
  found: boolean;
  status: string | null;
  of_order: string | null;
  paid_minor: string | null;
  paid_currency: string | null;
};

const paidOrders = `
  select id, payment_id, amount_minor, currency from orders
  where status not in ('pending', 'cancelled') and id > $1 order by id limit $2`;

/** Those of the paid orders `$1` whose payment is missing, not completed, another order's, or of another amount. */
const unpaid = `
  select told.*, payments.id is not null as found, payments.status, payments.order_id as of_order,
    payments.amount_minor as paid_minor, payments.currency as paid_currency
  from json_to_recordset($1::json) as told(id uuid, payment_id uuid, amount_minor bigint, currency text)
  left join payments on payments.id = told.payment_id
  where (payments.status, payments.order_id, payments.amount_minor, payments.currency)
    is distinct from ('paid', told.id, told.amount_minor, told.currency)
  order by told.id`;

export const paidOrderHasItsPayment: Invariant = {
  number: 3,
  sentence: 'Every paid order has exactly one completed payment of exactly its amount.',
  async *violations({ payments, orders }) {
    for await (const page of orders.pages<PaidOrder>(paidOrders)) {
      for (const row of await payments.rows<Unpaid>(unpaid, JSON.stringify(page)))
        yield { key: row.id, what: sentenceOf(row) };
    }
  },
};

function sentenceOf({ id, payment_id, found, status, of_order, ...amounts }: Unpaid): string {
  const claim = `Order ${id} counts as paid by payment ${payment_id}`;
  if (!found) return `${claim}, which payments does not know.`;
  if (of_order !== id) return `${claim}, which is for order ${of_order}.`;
  if (status !== 'paid') return `${claim}, which is ${status}.`;
  const { amount_minor, currency, paid_minor, paid_currency } = amounts;
  return `${claim} of ${paid_minor} ${paid_currency} and costs ${amount_minor} ${currency} (minor units).`;
}
