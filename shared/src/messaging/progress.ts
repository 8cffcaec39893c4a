// How full a stream is, and how far its subscribers have come: for looking, without making anything.

import type { Stream } from '../contracts/index.ts';
import { type Connection, requireUp } from './connection.ts';
import type { StreamState } from './streams.ts';

/** What the stream holds; undefined when there is no such stream. @throws Disconnected */
export async function streamState(connection: Connection, stream: Stream): Promise<StreamState | undefined> {
  const manager = await requireUp(connection).jetstreamManager({ checkAPI: false });
  const info = await manager.streams.info(stream.name).catch(unlessNotFound);
  return info && { created: info.created, lastSequence: info.state.last_seq };
}

/**
 * Up to which sequence a subscriber has settled every message: applied it, or set it aside. Undefined when it has no consumer.
 * @throws Disconnected
 */
export async function settledSequence(
  connection: Connection,
  stream: Stream,
  durable: string,
): Promise<number | undefined> {
  const manager = await requireUp(connection).jetstreamManager({ checkAPI: false });
  const info = await manager.consumers.info(stream.name, durable).catch(unlessNotFound);
  return info?.ack_floor.stream_seq;
}

function unlessNotFound(error: unknown): undefined {
  const { api_error } = error as { api_error?: { code?: number } }; // NatsError, whose type is not exported as a value's
  if (api_error?.code !== 404) throw error;
}
