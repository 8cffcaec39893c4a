// For tests: ways to break what is told.

import { type BrokenState, onePending, outboxRowOf, unpublished } from './broken-state.ts';

export const brokenEvents: BrokenState[] = [
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
];
