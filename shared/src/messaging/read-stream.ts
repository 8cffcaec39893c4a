// Reads what a stream holds, from its beginning, without leaving a trace in anybody's progress.

import type { Stream } from '../contracts/index.ts';
import { type Connection, requireUp } from './connection.ts';
import { eventIdHeader, sourceHeader, typeHeader } from './event.ts';
import { headersOf } from './headers-of.ts';

export type StoredMessage = {
  sequence: number;
  id: string;
  type: string;
  source: string;
  subject: string;
  headers: Readonly<Record<string, string>>;
  /** Empty unless bodies were asked for. */
  body: string;
};

export type ReadStreamOptions = {
  pageSize: number;
  /** The sequence behind which to begin; the stream's beginning when left out. */
  after?: number;
  bodies?: boolean;
};

const pageExpiresMilliseconds = 10_000;

/**
 * Gives all messages that the stream holds now, in pages, oldest first; those that come meanwhile are left out. Read by an
 * ordered consumer, which the server forgets by itself; page by page, since `consume` would collect whatever the reader is too slow for.
 * @throws Disconnected, NatsError when there is no such stream, or Error when NATS is too slow to give it all
 */
export async function* readStream(
  connection: Connection,
  stream: Stream,
  { pageSize, after = 0, bodies = false }: ReadStreamOptions,
): AsyncGenerator<StoredMessage[]> {
  const nats = requireUp(connection);
  const manager = await nats.jetstreamManager({ checkAPI: false });
  const { state } = await manager.streams.info(stream.name);
  const begin = Math.max(after, state.first_seq - 1);
  if (begin >= state.last_seq) return;
  const consumer = await nats
    .jetstream({ checkAPI: false })
    .consumers.get(stream.name, { headers_only: !bodies, opt_start_seq: begin + 1 });
  try {
    for (let last = begin; last < state.last_seq; ) {
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
          subject: message.subject,
          headers,
          body: bodies ? message.string() : '',
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
