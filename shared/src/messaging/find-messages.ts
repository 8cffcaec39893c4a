// Finds single messages in a stream, by the ids of their events and the time when they were made.

import type { Stream } from '../contracts/index.ts';
import { type Connection, requireUp } from './connection.ts';
import { eventIdHeader } from './event.ts';
import { headersOf } from './headers-of.ts';

export type Wanted = {
  ids: readonly string[];
  /** They were not published before this. */
  since: Date;
};

const pageSize = 5_000;
/** A stream of millions is not searched to its end: messages are published within moments, unless the broker was away. */
const searchedAtMost = 50_000;
const pageExpiresMilliseconds = 1_000;

/**
 * @returns event id to sequence, of those that were found among the messages that came next
 * @throws Disconnected, or NatsError when there is no such stream
 */
export async function findMessages(
  connection: Connection,
  stream: Stream,
  { ids, since }: Wanted,
): Promise<Map<string, number>> {
  const wanted = new Set(ids);
  const found = new Map<string, number>();
  if (wanted.size === 0) return found;
  const consumer = await requireUp(connection).jetstream({ checkAPI: false }).consumers.get(stream.name, {
    headers_only: true,
    filterSubjects: stream.subjects,
    opt_start_time: since.toISOString(),
  });
  try {
    for (let searched = 0, left = 1; left > 0 && searched < searchedAtMost; ) {
      const before = searched;
      for await (const message of await consumer.fetch({ max_messages: pageSize, expires: pageExpiresMilliseconds })) {
        searched += 1;
        left = message.info.pending;
        const id = headersOf(message)[eventIdHeader] ?? '';
        if (wanted.has(id)) found.set(id, message.seq);
        if (found.size === wanted.size) return found;
        if (left === 0) break;
      }
      if (searched === before) break; // nothing came since
    }
    return found;
  } finally {
    await consumer.delete();
  }
}
