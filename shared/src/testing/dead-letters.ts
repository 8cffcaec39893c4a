// The messages that a service has set aside.

import { type Kysely, sql } from 'kysely';

export type DeadLetter = { event_id: string; subject: string; reason: string };

/** Everything in the service's table of dead letters. */
export async function deadLetters<Schema>(db: Kysely<Schema>): Promise<DeadLetter[]> {
  const { rows } = await sql<DeadLetter>`select event_id, subject, reason from dead_letters`.execute(db);
  return rows;
}
