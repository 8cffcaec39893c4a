// For tests: what can be wrong with a shop, done behind the services' backs.

import type { DatabaseOwner } from '@paidonce/shared/contracts';

export const onePaid = `(select id from orders where status = 'paid' order by id limit 1)`;
export const onePending = `(select id from orders where status = 'pending' order by id limit 1)`;
const oneCompleted = `(select id from payments where status = 'paid' order by id limit 1)`;
const outboxRowOf = (subject: string) => `(select id from outbox where subject = '${subject}' order by id limit 1)`;
const withoutConstraints = (table: string, ...names: string[]) =>
  `alter table ${table} ${names.map((name) => `drop constraint ${name}`).join(', ')};`;

/** An event that is in the outbox alone, made some time ago. */
export const unpublished = (ago: string) =>
  `insert into outbox (id, subject, headers, payload)
   select uuidv7(interval '-${ago}'), 'payment.disputed', headers, payload from outbox limit 1`;

/** A payment of the order that the provider has not decided yet. */
export const begunFor = (orderId: string) =>
  `with begun as (
     insert into payments (id, order_id, user_id, version, status, amount_minor, currency, created_at, next_try_at)
     select uuidv7(), '${orderId}', user_id, 1, 'pending', amount_minor, currency, now(), now() from payments limit 1
     returning order_id, id
   )
   insert into slots select order_id, id from begun`;

type Broken = [number: number, what: string, service: DatabaseOwner, statements: string, sentence: RegExp];

/** Ways to break the shop at rest, each with the invariant that has to notice and what it has to say. */
export const brokenStates: Broken[] = [
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
    1,
    'a payment is under way without the slot',
    'payments',
    `update payments set status = 'pending' where status = 'refunded'`,
    /does not hold the slot/,
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
    4,
    'a line of a timeline is deleted',
    'orders',
    `delete from order_events where type = 'paid' and order_id = ${onePaid}`,
    /was changed 3 times, its timeline has 2 lines/,
  ],
  [
    4,
    'a line of a timeline is doubled',
    'orders',
    `${withoutConstraints('order_events', 'order_events_pkey')} insert into order_events select * from order_events where type = 'paid'`,
    /tells a change twice|illegal step: pending to paid/,
  ],
  [
    4,
    'an order changes without a line',
    'orders',
    `update orders set version = version + 1 where id = ${onePending}`,
    /was changed 3 times, its timeline has 2 lines/,
  ],
  [
    4,
    'a status was never reached',
    'orders',
    `update order_events set old_value = 'paid', new_value = 'pending' where type = 'paid' and order_id = ${onePaid}`,
    /illegal step: paid to pending/,
  ],
  [
    4,
    'a parcel was sent before it was packed',
    'orders',
    `insert into order_events (id, order_id, version, type, description, old_value, new_value)
     select gen_random_uuid(), id, version + 1, 'status_changed', '', 'paid', 'shipped' from orders where id = ${onePaid};
     update orders set status = 'shipped', version = version + 1 where id = ${onePaid}`,
    /illegal step: paid to shipped/,
  ],
  [
    4,
    'a cancelled order is paid after all',
    'orders',
    `insert into order_events (id, order_id, version, type, description, old_value, new_value)
     select gen_random_uuid(), id, version + 1, 'paid', '', 'cancelled', 'paid' from orders where status = 'cancelled'`,
    /illegal step: cancelled to paid/,
  ],
  [
    4,
    'an order is cancelled without a line',
    'orders',
    `update orders set status = 'cancelled', cancel_reason = 'by_user' where id = ${onePending}`,
    /is cancelled, its timeline says pending/,
  ],
  [4, 'a timeline is of no order', 'orders', `delete from orders where id = ${onePending}`, /but no such order/],
  [
    5,
    'an outbox row was never published',
    'payments',
    unpublished('1 minute'),
    /payment.disputed .* is in the outbox of payments, but not in PAYMENTS/,
  ],
  [
    5,
    'an outbox row of four weeks ago is in no stream any more',
    'payments',
    unpublished('28 days'),
    /payment.disputed .* is in the outbox of payments, but not in PAYMENTS/,
  ],
  [
    5,
    'an outbox row of a published event is deleted',
    'orders',
    `delete from outbox where id = ${outboxRowOf('order.created')}`,
    /is in ORDERS, but not in the outbox of orders/,
  ],
  [
    5,
    'an event is not marked as applied',
    'orders',
    `delete from inbox where ctid = (select ctid from inbox where subscription = 'PAYMENTS' limit 1)`,
    /orders has not applied payment.completed/,
  ],
  [
    6,
    'a payment and its order disagree about the sum',
    'orders',
    `update orders set amount_minor = amount_minor + 1 where id = ${onePaid}`,
    /Payments come to 3000, paid orders to 3001/,
  ],
  [
    7,
    'an order that was announced is deleted',
    'orders',
    `delete from orders where id = ${onePending}`,
    /order.created tells of .*, which is not there in orders/,
  ],
  [
    7,
    'an event is deleted from the outbox',
    'payments',
    `delete from outbox where id = ${outboxRowOf('payment.completed')}`,
    /in payments has 0 payment.completed events/,
  ],
  [
    7,
    'an order was announced as paid twice',
    'orders',
    `insert into outbox (id, subject, headers, payload)
     select uuidv7(), subject, headers, payload from outbox where id = ${outboxRowOf('order.paid')}`,
    /in orders has 2 order.paid events/,
  ],
  [
    7,
    'a user is deleted',
    'users',
    `delete from users where email = 'bob@example.com'`,
    /tells of .*, which is not there in users/,
  ],
  [
    7,
    'a product is deleted',
    'products',
    `delete from products where id = 'SKU-001'`,
    /tells of SKU-001, version 1, which is not there/,
  ],
  [
    7,
    'a product is changed behind the back of those who follow it',
    'products',
    `update products set version = 2, price_minor = 1 where id = 'SKU-001'`,
    /SKU-001, version 2 in products has 0 product.created or product.updated or product.removed events/,
  ],
  [
    7,
    'a cancellation was never told',
    'orders',
    `delete from outbox where id = ${outboxRowOf('order.cancelled')}`,
    /in orders has 0 order.cancelled events/,
  ],
  [
    8,
    'nobody looks after an order past its time',
    'orders',
    `update orders set expires_at = now() - interval '2 minutes', due_at = null where id = ${onePending}`,
    /is to be cancelled since .*, and nobody tries to/,
  ],
  [
    8,
    'nobody looks after a wish to cancel',
    'orders',
    `update orders set wish_reason = 'by_user', due_at = now() - interval '2 minutes' where id = ${onePending}`,
    /is to be cancelled since .*, and nobody tries to/,
  ],
  [
    8,
    'an order past its time is put off again and again',
    'orders',
    `update orders set expires_at = now() - interval '2 minutes', due_at = now() + interval '8 seconds' where id = ${onePending}`,
    /should have been paid by .*: nobody is paying it, and trying to cancel it comes to nothing/,
  ],
];
