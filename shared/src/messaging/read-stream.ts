/** Reads what a stream holds, from its beginning, without leaving a trace in anybody's progress. */
import type { Stream } from '../contracts/index.ts';
import { type Connection, requireUp } from './connection.ts';
import { eventIdHeader, sourceHeader, typeHeader } from './event.ts';

/** A message without its body. */
export type StoredMessage = { sequence: number; id: string; type: string; source: string };

const maxMessages = 2_000;

/**
 * Gives the headers of all messages that the stream holds now, in pages, oldest first; those that come meanwhile are left out.
 * Read by an ordered consumer, which the server forgets by itself.
 * @throws Disconnected, or NatsError when there is no such stream
 */
export async function* readStream(
  connection: Connection,
  stream: Stream,
  pageSize: number,
): AsyncGenerator<StoredMessage[]> {
  const nats = requireUp(connection);
  const manager = await nats.jetstreamManager({ checkAPI: false });
  const { state } = await manager.streams.info(stream.name);
  if (state.messages === 0) return;
  const consumer = await nats.jetstream({ checkAPI: false }).consumers.get(stream.name, { headers_only: true });

  let page: StoredMessage[] = [];
  const messages = await consumer.consume({ max_messages: maxMessages });
  try {
    for await (const { seq, headers } of messages) {
      const header = (name: string) => headers?.get(name) ?? '';
      page.push({ sequence: seq, id: header(eventIdHeader), type: header(typeHeader), source: header(sourceHeader) });
      if (seq >= state.last_seq) break;
      if (page.length < pageSize) continue;
      yield page;
      page = [];
    }
    yield page;
  } finally {
    await messages.close();
    await consumer.delete();
  }
}
