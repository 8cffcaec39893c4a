// Nothing that was answered is forgotten, and nothing is told of that is not there.

import {
  type DatabaseOwner,
  orderConfirmed,
  orderCreated,
  orderPaid,
  paymentCompleted,
  paymentRefunded,
  productCreated,
  userRegistered,
} from '@paidonce/shared/contracts';
import type { Invariant } from '../invariant.ts';

/** Whose rows each event announces, by which field of its payload, and which rows have to be announced by it. */
const announcements: readonly { service: DatabaseOwner; event: string; field: string; rows: string }[] = [
  { service: 'users', event: userRegistered.type, field: 'user_id', rows: 'select id::text from users' },
  { service: 'products', event: productCreated.type, field: 'id', rows: 'select id::text from products' },
  { service: 'orders', event: orderCreated.type, field: 'order_id', rows: 'select id::text from orders' },
  {
    service: 'orders',
    event: orderConfirmed.type,
    field: 'order_id',
    rows: 'select id::text from orders where confirmed',
  },
  {
    service: 'orders',
    event: orderPaid.type,
    field: 'order_id',
    rows: "select id::text from orders where status <> 'pending'",
  },
  { service: 'payments', event: paymentCompleted.type, field: 'payment_id', rows: 'select id::text from payments' },
  {
    service: 'payments',
    event: paymentRefunded.type,
    field: 'payment_id',
    rows: "select id::text from payments where status = 'refunded'",
  },
];

const statement = (rows: string) => `
  with announced as (select payload ->> $2 as id, count(*)::int as times from outbox where subject = $1 group by 1),
  present as (${rows})
  select id, coalesce(times, 0) as times, present.id is not null as there
  from announced full join present using (id)
  where times is distinct from 1 or present.id is null
  order by id`;

export const announcedIsThere: Invariant = {
  number: 7,
  sentence: 'Whatever was answered with 2xx can be read back: it is there, with the one event that tells of it.',
  async *violations(sources) {
    for (const { service, event, field, rows } of announcements) {
      type Row = { id: string; times: number; there: boolean };
      for (const { id, times, there } of await sources[service].rows<Row>(statement(rows), event, field)) {
        const what = there
          ? `${id} in ${service} has ${times} ${event} events.`
          : `${event} tells of ${id}, which is not there in ${service}.`;
        yield { key: `${event} ${id}`, what };
      }
    }
  },
};
