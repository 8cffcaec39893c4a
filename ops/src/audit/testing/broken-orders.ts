// For tests: ways to break orders, their timelines and their time.

import { type BrokenState, onePaid, onePending, withoutConstraints } from './broken-state.ts';

export const brokenOrders: BrokenState[] = [
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
