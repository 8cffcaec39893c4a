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
};

/** Read for one alone: of a flood of them, what they hold does not fit in memory. */
export type WholeLetter = DeadLetter & { headers: Record<string, string>; payload: string };

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

export type Found<Letter = DeadLetter> = {
  letters: Letter[];
  /** Services whose letters cannot be read now, and why. */
  away: { service: DatabaseOwner; reason: string }[];
};

const columns = `
  $7::text as service, letter.subscription, stream_sequence::int as sequence, letter.event_id as event, subject as type, reason, deliveries,
  set_aside_at as "setAsideAt", discarded_at as "discardedAt", discarded_because as "discardedBecause",
  exists (select from inbox where inbox.subscription = letter.subscription and inbox.event_id::text = letter.event_id) as applied`;
const those = `
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
export function findDeadLetters(addresses: Pick<Addresses, 'readerUrls'>, filter: Filter): Promise<Found> {
  return find<DeadLetter>(`select ${columns} ${those}`, addresses, filter);
}

/** The same with all that they hold. */
export function findWholeLetters(
  addresses: Pick<Addresses, 'readerUrls'>,
  filter: Filter & { event: string },
): Promise<Found<WholeLetter>> {
  return find<WholeLetter>(`select ${columns}, headers, payload ${those}`, addresses, filter);
}

async function find<Letter extends DeadLetter>(
  statement: string,
  { readerUrls }: Pick<Addresses, 'readerUrls'>,
  filter: Filter,
): Promise<Found<Letter>> {
  const found: Found<Letter> = { letters: [], away: [] };
  for (const service of keepers.filter((keeper) => filter.service === undefined || keeper === filter.service)) {
    try {
      found.letters = found.letters.concat(await lettersOf<Letter>(statement, service, readerUrls[service], filter));
    } catch (error) {
      if (!(error instanceof CouldNotLook)) throw error;
      found.away.push({ service, reason: error.message });
    }
  }
  return found;
}

async function lettersOf<Letter extends DeadLetter>(
  statement: string,
  service: DatabaseOwner,
  url: string,
  filter: Filter,
): Promise<Letter[]> {
  const database = await openDatabase(service, url);
  const { event = null, stream = null, type = null, reason = null, since = null, discarded } = filter;
  try {
    return await database.rows<Letter>(statement, event, stream, type, reason, since, discarded, service);
  } finally {
    await database.close();
  }
}
