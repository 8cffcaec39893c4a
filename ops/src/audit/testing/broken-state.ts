// For tests: something that is wrong with a shop, done behind the services' backs; and whom to do it to.

import type { DatabaseOwner } from '@paidonce/shared/contracts';

export const onePaid = `(select id from orders where status = 'paid' order by id limit 1)`;
export const onePending = `(select id from orders where status = 'pending' order by id limit 1)`;
export const oneCompleted = `(select id from payments where status = 'paid' order by id limit 1)`;
export const outboxRowOf = (subject: string) =>
  `(select id from outbox where subject = '${subject}' order by id limit 1)`;
export const withoutConstraints = (table: string, ...names: string[]) =>
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

/** Which invariant has to notice, and what it has to say. */
export type BrokenState = [number: number, what: string, service: DatabaseOwner, statements: string, sentence: RegExp];
