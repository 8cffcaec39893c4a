// Which events were applied, and which were set aside.

import type { Kysely, Transaction } from 'kysely';
import { type EventId, eventId } from '../contracts/index.ts';
import { statement } from '../database/index.ts';
import { type Delivery, eventIdHeader } from '../messaging/index.ts';

/** An event that was set aside before and is applied after all, because its reason was mended, is no dead letter any more. */
const markApplied = statement<{ event_id: EventId }>(
  `with redeemed as (delete from dead_letters where subscription = $1 and event_id = any($2::text[]))
   insert into inbox (subscription, event_id) select $1, id from unnest($2::uuid[]) as id on conflict do nothing returning event_id`,
);

const insertDeadLetter = statement(
  `insert into dead_letters (subscription, event_id, stream_sequence, subject, headers, payload, reason, deliveries)
   values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
);

/**
 * Marks events as applied.
 * @returns those that were not marked before. A concurrent transaction that marks the same ones is waited for.
 */
export async function markAsApplied<Schema>(
  transaction: Transaction<Schema>,
  subscription: string,
  ids: readonly EventId[],
): Promise<Set<EventId>> {
  const sorted = [...ids].sort(); // replicas take the rows' locks in one order, so that they cannot deadlock
  const rows = await markApplied(transaction, subscription, sorted);
  return new Set(rows.map((row) => row.event_id));
}

/** Sets a message aside, whole. Once, however often it was delivered. */
export async function setAside<Schema>(
  db: Kysely<Schema>,
  subscription: string,
  delivery: Delivery,
  reason: string,
): Promise<void> {
  // A message that is no event may lack an id, or have one that no index takes: its place in the stream names it then.
  const { data: id = `${subscription}:${delivery.sequence}` } = eventId.safeParse(delivery.header(eventIdHeader));
  const headers = JSON.stringify(delivery.allHeaders());
  await insertDeadLetter(
    db,
    subscription,
    printable(id),
    delivery.sequence,
    delivery.subject,
    headers,
    printable(delivery.body),
    printable(reason),
    delivery.deliveries,
  );
}

/** PostgreSQL's text cannot hold NUL, and a message that is set aside may hold anything, which its reason may quote. */
function printable(text: string): string {
  return text.replaceAll('\0', '\\0');
}
