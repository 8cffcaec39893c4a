// Appending without a command around it: what a repository does in one statement with its state.

import type { Transaction } from 'kysely';
import { statement } from '../../database/index.ts';
import { aggregateHeader, type OutgoingEvent } from '../../messaging/index.ts';
import { appendEvents, eventsParameter } from '../index.ts';

const insertEvents = statement(
  `with changed_ids as (select id from unnest($2::text[]) as id), appended as (${appendEvents('$1', 'changed_ids')}) select 1`,
);

export async function appendInTransaction<Schema>(
  transaction: Transaction<Schema>,
  events: readonly OutgoingEvent[],
): Promise<void> {
  const aggregates = new Set(events.map(({ headers }) => headers[aggregateHeader]));
  await insertEvents(transaction, eventsParameter(events), [...aggregates]);
}
