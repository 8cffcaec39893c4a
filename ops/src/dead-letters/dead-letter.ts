// The messages that services have set aside, as their databases have them.

import { type DatabaseOwner, databaseOwners } from '@paidonce/shared/contracts';
import { type Addresses, CouldNotLook, openDatabase, subscribers } from '../sources/index.ts';

export type DeadLetter = {
  service: DatabaseOwner;
  /** The stream that it came from. */
  subscription: string;
  sequence: number;
  event: string;
  type: string;
  reason: string;
  deliveries: number;
  setAsideAt: Date;
  discardedAt: Date | null;
  discardedBecause: string | null;
  /** A discarded one may have been applied later: redriven, or delivered again. */
  applied: boolean;
  headers: Record<string, string>;
  payload: string;
};

/** Everything that is said has to be true of a letter. */
export type Filter = {
  event?: string | undefined;
  service?: DatabaseOwner | undefined;
  stream?: string | undefined;
  type?: string | undefined;
  /** Occurs in the reason. */
  reason?: string | undefined;
  since?: Date | undefined;
  discarded: boolean;
};

export type Found = {
  letters: DeadLetter[];
  /** Services whose letters cannot be read now, and why. */
  away: { service: DatabaseOwner; reason: string }[];
};

const statement = `
  select letter.subscription, stream_sequence::int as sequence, letter.event_id as event, subject as type, reason, deliveries,
    set_aside_at as "setAsideAt", discarded_at as "discardedAt", discarded_because as "discardedBecause", headers, payload,
    exists (select from inbox where inbox.subscription = letter.subscription and inbox.event_id::text = letter.event_id) as applied
  from dead_letters as letter
  where ($1::text is null or lower(letter.event_id) = lower($1))
    and ($2::text is null or letter.subscription = $2)
    and ($3::text is null or subject = $3)
    and ($4::text is null or strpos(lower(reason), lower($4)) > 0)
    and ($5::timestamptz is null or set_aside_at >= $5)
    and (discarded_at is not null) = $6
  order by set_aside_at, stream_sequence`;

/** Who has an inbox, and so may have dead letters. */
export const keepers: readonly DatabaseOwner[] = databaseOwners.filter((owner) =>
  subscribers.some(({ service }) => service === owner),
);

/** Oldest first, service by service. One whose database is away does not hide the others' letters. */
export async function findDeadLetters({ readerUrls }: Pick<Addresses, 'readerUrls'>, filter: Filter): Promise<Found> {
  const found: Found = { letters: [], away: [] };
  for (const service of keepers.filter((keeper) => filter.service === undefined || keeper === filter.service)) {
    try {
      const letters = await lettersOf(service, readerUrls[service], filter);
      found.letters.push(...letters.map((letter) => ({ ...letter, service })));
    } catch (error) {
      if (!(error instanceof CouldNotLook)) throw error;
      found.away.push({ service, reason: error.message });
    }
  }
  return found;
}

async function lettersOf(service: DatabaseOwner, url: string, filter: Filter): Promise<Omit<DeadLetter, 'service'>[]> {
  const database = await openDatabase(service, url);
  const { event = null, stream = null, type = null, reason = null, since = null, discarded } = filter;
  try {
    return await database.rows(statement, event, stream, type, reason, since, discarded);
  } finally {
    await database.close();
  }
}
