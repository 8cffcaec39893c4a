// Nothing that was answered is forgotten, and nothing is told of that is not there.

import {
  type DatabaseOwner,
  orderCancelled,
  orderConfirmed,
  orderCreated,
  orderPaid,
  orderPaymentRejected,
  orderStatusChanged,
  paymentCompleted,
  paymentFailed,
  paymentRefunded,
  productCreated,
  productRemoved,
  productUpdated,
  userDeleted,
  userRegistered,
} from '@paidonce/shared/contracts';
import type { Invariant } from '../invariant.ts';

/** Their money may have been taken all the same, too late to count: then it goes back without ever having been told of as completed. */
const toldAsFailed = `select payload ->> 'payment_id' from outbox where subject = '${paymentFailed.type}'`;

/** Whose rows which events announce, what of an event names the row, and which rows have to be announced. */
const announcements: readonly { service: DatabaseOwner; events: string[]; id: string; rows: string }[] = [
  {
    service: 'users',
    events: [userRegistered.type],
    id: "payload ->> 'user_id'",
    rows: `select id::text from users union select payload ->> 'user_id' from outbox where subject = '${userDeleted.type}'`,
  },
  {
    service: 'products',
    events: [productCreated.type, productUpdated.type, productRemoved.type],
    id: "(payload ->> 'id') || ', version ' || (payload ->> 'version')",
    rows: "select id || ', version ' || told from products, generate_series(1, version) as told",
  },
  {
    service: 'orders',
    events: [orderCreated, orderConfirmed, orderPaid, orderStatusChanged, orderCancelled, orderPaymentRejected].map(
      ({ type }) => type,
    ),
    id: "(payload ->> 'order_id') || ', version ' || (payload ->> 'version')",
    rows: "select id || ', version ' || told from orders, generate_series(1, version) as told",
  },
  { service: 'orders', events: [orderCreated.type], id: "payload ->> 'order_id'", rows: 'select id::text from orders' },
  {
    service: 'orders',
    events: [orderConfirmed.type],
    id: "payload ->> 'order_id'",
    rows: 'select id::text from orders where confirmed',
  },
  {
    service: 'orders',
    events: [orderPaid.type],
    id: "payload ->> 'order_id'",
    rows: 'select id::text from orders where payment_id is not null',
  },
  {
    service: 'orders',
    events: [orderCancelled.type],
    id: "payload ->> 'order_id'",
    rows: "select id::text from orders where status = 'cancelled'",
  },
  {
    service: 'payments',
    events: [paymentCompleted.type],
    id: "payload ->> 'payment_id'",
    rows: `select id::text from payments where status in ('paid', 'refund_due', 'refunded') except ${toldAsFailed}`,
  },
  {
    service: 'payments',
    events: [paymentFailed.type],
    id: "payload ->> 'payment_id'",
    rows: `select id::text from payments where status = 'failed'
      union select id::text from payments where status in ('refund_due', 'refunded') and id::text in (${toldAsFailed})`,
  },
  {
    service: 'payments',
    events: [paymentRefunded.type],
    id: "payload ->> 'payment_id'",
    rows: "select id::text from payments where status = 'refunded'",
  },
];

const statement = (id: string, rows: string) => `
  with announced as (select ${id} as id, count(*)::int as times from outbox where subject = any($1) group by 1),
  present (id) as (${rows})
  select id, coalesce(times, 0) as times, present.id is not null as there
  from announced full join present using (id)
  where times is distinct from 1 or present.id is null
  order by id`;

export const announcedIsThere: Invariant = {
  number: 7,
  sentence: 'Whatever was answered with 2xx can be read back: it is there, with the one event that tells of it.',
  async *violations(sources) {
    for (const { service, events, id: idOf, rows } of announcements) {
      const event = events.join(' or ');
      type Row = { id: string; times: number; there: boolean };
      for (const { id, times, there } of await sources[service].rows<Row>(statement(idOf, rows), events)) {
        const what = there
          ? `${id} in ${service} has ${times} ${event} events.`
          : `${event} tells of ${id}, which is not there in ${service}.`;
        yield { key: `${event} ${id}`, what };
      }
    }
  },
};
