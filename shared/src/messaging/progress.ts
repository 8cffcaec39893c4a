// How full a stream is, and how far its subscribers have come: for looking, without making anything.

import { millis } from 'nats';
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

/** How far one subscriber has come on a stream. */
export type ConsumerState = {
  /** Every message up to here has been delivered at least once. */
  delivered: number;
  /** Every message up to here is settled: applied, or set aside. */
  settled: number;
  /** Messages that have not been delivered yet. */
  waiting: number;
  /** Messages that were delivered and are not settled. */
  unacknowledged: number;
  /** Of these, how many were delivered more than once. */
  redelivered: number;
  /** Whether somebody is there to take messages. */
  listened: boolean;
  /** For how long an operator has paused it; 0 when nobody has. */
  pausedMilliseconds: number;
  lastDelivery: Date | undefined;
};

/** @returns undefined when it has no consumer on the stream. @throws Disconnected */
export async function consumerState(
  connection: Connection,
  stream: Stream,
  durable: string,
): Promise<ConsumerState | undefined> {
  const manager = await requireUp(connection).jetstreamManager({ checkAPI: false });
  const info = await manager.consumers.info(stream.name, durable).catch(unlessNotFound);
  if (!info) return undefined;
  const { last_active: lastActive }: { last_active?: unknown } = info.delivered; // the client says a number, the server sends a time
  return {
    delivered: info.delivered.stream_seq,
    settled: info.ack_floor.stream_seq,
    waiting: info.num_pending,
    unacknowledged: info.num_ack_pending,
    redelivered: info.num_redelivered,
    listened: info.num_waiting > 0,
    pausedMilliseconds: info.paused ? millis(info.pause_remaining) : 0,
    lastDelivery: typeof lastActive === 'string' ? new Date(lastActive) : undefined,
  };
}

function unlessNotFound(error: unknown): undefined {
  const { api_error } = error as { api_error?: { code?: number } }; // NatsError, whose type is not exported as a value's
  if (api_error?.code !== 404) throw error;
}
