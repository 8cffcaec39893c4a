// Which events were applied, and which were set aside.

import type { Kysely, Transaction } from 'kysely';
import { type EventId, eventId } from '../contracts/index.ts';
import { statement } from '../database/index.ts';
import { type Delivery, eventIdHeader } from '../messaging/index.ts';

/**
 * An event that was set aside before and is applied after all, because its reason was mended, is no dead letter any more. That one was
 * discarded stays written down.
 */
const markApplied = statement<{ event_id: EventId }>(
  `with redeemed as (delete from dead_letters where subscription = $1 and event_id = any($2::text[]) and discarded_at is null)
   insert into inbox (subscription, event_id) select $1, id from unnest($2::uuid[]) as id on conflict do nothing returning event_id`,
);

const insertDeadLetters = statement(
  `insert into dead_letters (subscription, event_id, stream_sequence, subject, headers, payload, reason, deliveries)
   select $1, event_id, stream_sequence, subject, headers, payload, reason, deliveries
   from unnest($2::text[], $3::bigint[], $4::text[], $5::json[], $6::text[], $7::text[], $8::int[])
     as letter(event_id, stream_sequence, subject, headers, payload, reason, deliveries)
   on conflict do nothing`,
);

/** A message that can never be applied, and why. */
export type DeadLetter = { delivery: Delivery; reason: string };

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

/** So many characters of payloads go into one statement: whatever strangers publish, it fits in memory a few times over. */
const mostCharacters = 1024 * 1024;

/** Sets messages aside, whole, many in one statement. Each once, however often it was delivered. */
export async function setAside<Schema>(
  db: Kysely<Schema>,
  subscription: string,
  letters: readonly DeadLetter[],
): Promise<void> {
  for (const some of bySize(letters)) {
    await insertDeadLetters(
      db,
      subscription,
      some.map(({ delivery }) => printable(nameOf(delivery, subscription))),
      some.map(({ delivery }) => delivery.sequence),
      some.map(({ delivery }) => printable(delivery.subject)),
      some.map(({ delivery }) => JSON.stringify(delivery.allHeaders())),
      some.map(({ payload }) => payload),
      some.map(({ reason }) => printable(reason)),
      some.map(({ delivery }) => delivery.deliveries),
    );
  }
}

function* bySize(letters: readonly DeadLetter[]): Generator<(DeadLetter & { payload: string })[]> {
  let some: (DeadLetter & { payload: string })[] = [];
  let characters = 0;
  for (const letter of letters) {
    const payload = printable(letter.delivery.body);
    some.push({ ...letter, payload });
    characters += payload.length;
    if (characters < mostCharacters) continue;
    yield some;
    some = [];
    characters = 0;
  }
  if (some.length > 0) yield some;
}

/** A message that is no event may lack an id, or have one that no index takes: its place in the stream names it then. */
function nameOf({ header, sequence }: Delivery, subscription: string): string {
  const { data: id = `${subscription}:${sequence}` } = eventId.safeParse(header(eventIdHeader));
  return id;
}

const countSetAside = statement<{ count: number }>('select count(*) from dead_letters where discarded_at is null');

/** How many messages are set aside and not given up, of all subscriptions. */
export async function countDeadLetters<Schema>(db: Kysely<Schema>): Promise<number | undefined> {
  const [row] = await countSetAside(db);
  return row?.count;
}

/** PostgreSQL's text cannot hold NUL, and a message that is set aside may hold anything, which its reason may quote. */
function printable(text: string): string {
  return text.replaceAll('\0', '\\0');
}
