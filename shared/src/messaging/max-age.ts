// How long a stream keeps what it was given.

import { millis } from 'nats';
import type { Stream } from '../contracts/index.ts';
import { type Connection, requireUp } from './connection.ts';

/**
 * For how many milliseconds the stream keeps a message; undefined: for ever.
 * @throws Disconnected, or NatsError when there is no such stream
 */
export async function maxAge(connection: Connection, stream: Stream): Promise<number | undefined> {
  const manager = await requireUp(connection).jetstreamManager({ checkAPI: false });
  const { config } = await manager.streams.info(stream.name);
  return config.max_age === 0 ? undefined : millis(config.max_age);
}
