// Appending without a command around it: what a repository does in one statement with its state.

import type { Transaction } from 'kysely';
import { statement } from '../../database/index.ts';
import type { OutgoingEvent } from '../../messaging/index.ts';
import { appendEvents, eventsParameter } from '../index.ts';

const insertEvents = statement(`with guard as (select 1), appended as (${appendEvents('$1', 'guard')}) select 1`);

export async function appendInTransaction<Schema>(
  transaction: Transaction<Schema>,
  events: readonly OutgoingEvent[],
): Promise<void> {
  await insertEvents(transaction, eventsParameter(events));
}
