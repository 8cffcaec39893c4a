// What the databases of orders and payments have of one order.

import { type DatabaseOwner, firstIdAt, Money, type Stream, streams } from '@paidonce/shared/contracts';
import { relayLock } from '@paidonce/shared/outbox';
import { type Database, subscribers } from '../sources/index.ts';
import type { Order, OrdersSide, OutboxEvent, Payment, PaymentsSide, Reception, Relay, TimelineLine } from './seen.ts';

type Amount = { amount_minor: number; currency: ConstructorParameters<typeof Money>[1] };

// What a later migration adds is read by way of JSON: a database that lags a release behind can be explained as well.
const selectOrder = `
  select status, confirmed, version, user_id as "userId", amount_minor::float8, currency, payment_id as "paymentId",
    created_at as "createdAt", expires_at as "expiresAt", to_jsonb(orders) ->> 'wish_reason' as wish,
    to_jsonb(orders) ->> 'cancel_reason' as "cancelReason", (to_jsonb(orders) ->> 'due_at')::timestamptz as "dueAt"
  from orders where id = $1`;
const selectTimeline = `
  select version, type, description, created_at as "createdAt" from order_events where order_id = $1 order by version`;
const selectPayments = `
  select id, status, amount_minor::float8, currency, created_at as "createdAt", to_jsonb(payments) ->> 'reason' as reason,
    coalesce((to_jsonb(payments) ->> 'tries')::int, 0) as tries, (to_jsonb(payments) ->> 'next_try_at')::timestamptz as "nextTryAt"
  from payments where order_id = $1 order by id`;

/** Ids of events are made in the order of time, so that what was told before the order was made need not be read. */
const selectEvents = `
  select outbox.id, subject as type, payload ->> 'payment_id' as "paymentId", (headers ->> 'ce-time')::timestamptz as "madeAt",
    (outbox.xid, outbox.seq) <= (relay.xid, relay.seq) as published
  from outbox, outbox_relay as relay where outbox.id >= $2 and payload ->> 'order_id' = $1 order by outbox.xid, outbox.seq`;

const selectRelay = `
  select (select count(*)::int from pg_stat_activity where datname = current_database() and application_name = $1) as replicas,
    exists (select from pg_locks where locktype = 'advisory' and objid = $2 and granted
      and database = (select oid from pg_database where datname = current_database())) as led,
    (select count(*)::int from outbox where (outbox.xid, outbox.seq) > (relay.xid, relay.seq)) as unpublished,
    (select (headers ->> 'ce-time')::timestamptz from outbox where (outbox.xid, outbox.seq) > (relay.xid, relay.seq)
      order by outbox.xid, outbox.seq limit 1) as "oldestUnpublished",
    (select count(*)::int from outbox_lane) as "openLanes"
  from outbox_relay as relay`;

const selectReceptions = `
  select told.id as event, inbox.applied_at as "appliedAt", letter.reason, letter.discarded_at is not null as discarded
  from unnest($2::text[]) as told(id)
  left join inbox on inbox.subscription = $1 and inbox.event_id::text = told.id
  left join dead_letters as letter on letter.subscription = $1 and letter.event_id = told.id`;

export async function lookAtOrders(database: Database, orderId: string): Promise<OrdersSide> {
  const [row] = await database.rows<Omit<Order, 'amount'> & Amount>(selectOrder, orderId);
  return {
    order: row && { ...row, amount: amountOf(row) },
    timeline: await database.rows<TimelineLine>(selectTimeline, orderId),
    events: await eventsOf(database, streams.ORDERS, orderId),
    relay: await relayOf(database, 'orders'),
  };
}

export async function lookAtPayments(database: Database, orderId: string): Promise<PaymentsSide> {
  const payments = await database.rows<Omit<Payment, 'amount'> & Amount>(selectPayments, orderId);
  const [slot] = await database.rows<{ payment_id: string | null }>(
    'select payment_id from slots where order_id = $1',
    orderId,
  );
  const known = await database.rows('select order_id from orders where order_id = $1', orderId);
  return {
    payments: payments.map((row) => ({ ...row, amount: amountOf(row) })),
    slot: slot?.payment_id,
    known: known.length > 0,
    events: await eventsOf(database, streams.PAYMENTS, orderId),
    relay: await relayOf(database, 'payments'),
  };
}

/** The order of a payment, as payments knows it, or as orders does. */
export async function orderOfPayment(database: Database, owner: 'orders' | 'payments', id: string) {
  const statement =
    owner === 'payments'
      ? 'select order_id as id from payments where id = $1'
      : 'select id from orders where payment_id = $1';
  const [row] = await database.rows<{ id: string }>(statement, id);
  return row?.id;
}

/** What each subscriber did with the events that it listens to. */
export async function lookAtInbox(
  database: Database,
  service: DatabaseOwner,
  events: readonly OutboxEvent[],
): Promise<Reception[]> {
  const receptions: Reception[] = [];
  for (const { stream, types } of subscribers.filter((subscriber) => subscriber.service === service)) {
    const heard = events.filter((event) => event.stream === stream.name && types.includes(event.type));
    type Row = { event: string; appliedAt: Date | null; reason: string | null; discarded: boolean };
    const ids = heard.map(({ id }) => id);
    for (const { event, appliedAt, reason, discarded } of await database.rows<Row>(selectReceptions, stream.name, ids))
      receptions.push({ event, service, appliedAt, deadLetter: reason === null ? null : { reason, discarded } });
  }
  return receptions;
}

async function eventsOf(database: Database, { owner, name }: Stream, orderId: string): Promise<OutboxEvent[]> {
  const rows = await database.rows<Omit<OutboxEvent, 'owner' | 'stream'>>(selectEvents, orderId, madeBefore(orderId));
  return rows.map((row) => ({ ...row, owner, stream: name }));
}

const marginMilliseconds = 60_000;

/** An id that is no UUIDv7 says nothing about time: then everything is read. */
function madeBefore(id: string): string {
  const milliseconds = id[14] === '7' ? Number.parseInt(id.replace('-', '').slice(0, 12), 16) : 0;
  return firstIdAt(milliseconds - marginMilliseconds);
}

async function relayOf(database: Database, owner: DatabaseOwner): Promise<Relay> {
  const [row] = await database.rows<Relay>(selectRelay, `${owner} relay`, relayLock);
  return row ?? { replicas: 0, led: false, unpublished: 0, oldestUnpublished: null, openLanes: 0 };
}

const amountOf = ({ amount_minor, currency }: Amount) => new Money(amount_minor, currency).toString();
