// For tests: ways to break money and who paid for what.

import { type BrokenState, oneCompleted, onePaid, onePending } from './broken-state.ts';

export const brokenPayments: BrokenState[] = [
  [
    1,
    'a live payment is doubled',
    'payments',
    `insert into payments select gen_random_uuid(), order_id, user_id, version, status, amount_minor, currency, created_at
     from payments where id = ${oneCompleted}`,
    /has 2 live payments/,
  ],
  [
    1,
    'a slot is deleted',
    'payments',
    `delete from slots where payment_id = ${oneCompleted}`,
    /does not hold the slot/,
  ],
  [
    1,
    'a slot is held by a payment that goes back',
    'payments',
    `update slots set payment_id = (select id from payments where payments.order_id = slots.order_id)
     where order_id in (select order_id from payments where status = 'refunded')`,
    /The slot of order .* is held by payment .*, which is refunded/,
  ],
  [
    1,
    'a slot is held by a payment that is not there',
    'payments',
    `insert into slots values (gen_random_uuid(), gen_random_uuid())`,
    /The slot of order .* is held by payment .*, which is not there/,
  ],
  [
    1,
    'a payment is under way without the slot',
    'payments',
    `update payments set status = 'pending' where status = 'refunded'`,
    /does not hold the slot/,
  ],
  [
    2,
    'a paid order is pending again',
    'orders',
    `update orders set status = 'pending', payment_id = null, unpaid_slot = null where id = ${onePaid}`,
    /is still pending/,
  ],
  [2, 'a paid order is deleted', 'orders', `delete from orders where id = ${onePaid}`, /which orders does not know/],
  [
    2,
    'a payment is refunded in payments alone',
    'payments',
    `update payments set status = 'refunded' where id = ${oneCompleted}`,
    /is refunded, but order .* counts as paid/,
  ],
  [
    2,
    'a refunded payment is live again',
    'payments',
    `update payments set status = 'paid' where status = 'refunded'`,
    /is paid, but order .* is still pending/,
  ],
  [
    2,
    'the money of a cancelled order stayed',
    'payments',
    `update payments set status = 'paid' where status = 'refunded'`,
    /is paid, but order .* is cancelled/,
  ],
  [
    2,
    'a payment failed after it had made its order paid',
    'payments',
    `update payments set status = 'failed' where id = ${oneCompleted}`,
    /is failed, but order .* counts as paid by it/,
  ],
  [
    2,
    'the provider is never asked to send money back',
    'payments',
    `update payments set status = 'refund_due', next_try_at = null where status = 'refunded'`,
    /is refund_due, and nobody asks the provider/,
  ],
  [
    2,
    'nobody asks the provider about a payment any more',
    'payments',
    `update payments set status = 'pending', next_try_at = now() - interval '11 minutes' where id = ${oneCompleted}`,
    /is pending, and nobody asks the provider/,
  ],
  [
    3,
    'a payment is deleted',
    'payments',
    `delete from payments where id = ${oneCompleted}`,
    /which payments does not know/,
  ],
  [
    3,
    'an order became paid by nothing',
    'orders',
    `update orders set status = 'paid', payment_id = gen_random_uuid() where id = ${onePending}`,
    /which payments does not know/,
  ],
  [
    3,
    'a payment is of another amount',
    'payments',
    `update payments set amount_minor = 999 where id = ${oneCompleted}`,
    /of 999 USD and costs 1000 USD/,
  ],
  [
    3,
    'a payment is for another order',
    'payments',
    `update payments set order_id = gen_random_uuid() where id = ${oneCompleted}`,
    /which is for order/,
  ],
  [
    6,
    'a payment and its order disagree about the sum',
    'orders',
    `update orders set amount_minor = amount_minor + 1 where id = ${onePaid}`,
    /Payments come to 3000, paid orders to 3001/,
  ],
];
