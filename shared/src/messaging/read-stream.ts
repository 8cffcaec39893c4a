// Reads what a stream holds, from its beginning, without leaving a trace in anybody's progress.

import type { Stream } from '../contracts/index.ts';
import { type Connection, requireUp } from './connection.ts';
import { eventIdHeader, sourceHeader, typeHeader } from './event.ts';
import { headersOf } from './headers-of.ts';

/** A message without its body. */
export type StoredMessage = { sequence: number; id: string; type: string; source: string };

const pageExpiresMilliseconds = 10_000;

/**
 * Gives the headers of all messages that the stream holds now, in pages, oldest first; those that come meanwhile are left out. Read by an
 * ordered consumer, which the server forgets by itself; page by page, since `consume` would collect whatever the reader is too slow for.
 * @throws Disconnected, NatsError when there is no such stream, or Error when NATS is too slow to give it all
 */
export async function* readStream(
  connection: Connection,
  stream: Stream,
  pageSize: number,
): AsyncGenerator<StoredMessage[]> {
  const nats = requireUp(connection);
  const manager = await nats.jetstreamManager({ checkAPI: false });
  const { state } = await manager.streams.info(stream.name);
  const consumer = await nats.jetstream({ checkAPI: false }).consumers.get(stream.name, { headers_only: true });
  try {
    for (let last = Math.max(0, state.first_seq - 1); last < state.last_seq; ) {
      const page: StoredMessage[] = [];
      const wanted = Math.min(pageSize, state.last_seq - last);
      for await (const message of await consumer.fetch({
        max_messages: wanted,
        expires: pageExpiresMilliseconds,
      })) {
        const headers = headersOf(message);
        page.push({
          sequence: message.seq,
          id: headers[eventIdHeader] ?? '',
          type: headers[typeHeader] ?? '',
          source: headers[sourceHeader] ?? '',
        });
        last = message.seq;
        if (last >= state.last_seq) break;
      }
      if (page.length === 0) {
        const { first_seq } = (await manager.streams.info(stream.name)).state;
        if (first_seq > state.last_seq) return; // what was left has expired meanwhile
        throw new Error(`NATS gave nothing of ${stream.name} for ${pageExpiresMilliseconds} ms, and there is more`);
      }
      yield page;
    }
  } finally {
    await consumer.delete();
  }
}
