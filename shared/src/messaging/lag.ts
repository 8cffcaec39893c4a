// How full a stream is and how far behind a subscriber: what an operator is to hear before anything is refused or lost.

import { millis } from 'nats';
import type { Stream } from '../contracts/index.ts';
import { type Connection, requireUp } from './connection.ts';

export type StreamUse = {
  bytes: number;
  /** Undefined: no limit. */
  maxBytes: number | undefined;
  /** Undefined: it keeps messages for ever. */
  maxAgeMilliseconds: number | undefined;
};

export type ConsumerLag = {
  /** Not delivered yet. */
  pending: number;
  /** Delivered and not acknowledged. */
  unacknowledged: number;
  /** Age of the oldest message that is one or the other; 0 when there is none. */
  oldestMilliseconds: number;
};

const patience = { checkAPI: false, timeout: 1_000 };

/** @throws Disconnected, or NatsError when there is no such stream */
export async function streamUse(connection: Connection, stream: Stream): Promise<StreamUse> {
  const manager = await requireUp(connection).jetstreamManager(patience);
  const { config, state } = await manager.streams.info(stream.name);
  return {
    bytes: state.bytes,
    maxBytes: config.max_bytes > 0 ? config.max_bytes : undefined,
    maxAgeMilliseconds: config.max_age > 0 ? millis(config.max_age) : undefined,
  };
}

/** @throws Disconnected, or NatsError when there is no such stream or consumer */
export async function consumerLag(connection: Connection, stream: Stream, durable: string): Promise<ConsumerLag> {
  const manager = await requireUp(connection).jetstreamManager(patience);
  const { num_pending, num_ack_pending, ack_floor } = await manager.consumers.info(stream.name, durable);
  const lag = { pending: num_pending, unacknowledged: num_ack_pending, oldestMilliseconds: 0 };
  if (num_pending + num_ack_pending === 0) return lag;
  const { state } = await manager.streams.info(stream.name);
  // What is below the stream's first message was dropped by age: it cannot be delivered any more.
  const seq = Math.max(ack_floor.stream_seq + 1, state.first_seq);
  const { time } = await manager.streams.getMessage(stream.name, { seq });
  return { ...lag, oldestMilliseconds: Math.max(0, Date.now() - time.getTime()) };
}
