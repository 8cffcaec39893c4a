// Makes sure that streams and durable consumers are there with the settings that the guarantees rest on.

import { AckPolicy, DeliverPolicy, DiscardPolicy, nanos, RetentionPolicy, StorageType } from 'nats';
import type { Stream } from '../contracts/index.ts';
import { type Connection, requireUp } from './connection.ts';

/** What tells one life of a stream from another: a stream that was lost and made again has a new creation time. */
export type StreamState = { created: string; lastSequence: number };
/** @property copies how many nodes of NATS keep it */
export type EnsuredStream = StreamState & { copies: number };

export type StreamLimits = { maxBytes: number; replicas: number };
export const defaultLimits: StreamLimits = { maxBytes: 1024 ** 3, replicas: 1 };

const days = (count: number) => nanos(count * 24 * 60 * 60 * 1000);
const streamNotFound = 10059; // JSStreamNotFoundErr
const noCluster = 10074; // JSStreamReplicasNotSupportedErr: more than one copy, at a server that is alone
const consumerExists = 10148; // JSConsumerAlreadyExists: with other settings, which are the operator's

/** How long a message waits for its acknowledgement before it is delivered again. */
const ackWaitMilliseconds = 30_000;
/** How many messages may be out without acknowledgement. Together with their largest size it bounds what a subscriber holds in memory. */
const maxAckPending = 1_000;
/**
 * The largest message, in bytes. The client's own bound on what it fetches ahead counts only what is still on its way, so the
 * stream bounds each message instead. What the services tell is smaller by far.
 */
const maxMessageBytes = 128 * 1024;

/**
 * Tells which stream is there, and creates it if there is none. Called by the stream's owner. One that exists keeps the
 * settings that it has, which are the operator's to change, the number of its copies among them. A server that is alone keeps one copy,
 * whatever is asked for: while three nodes become one, an instance that still asks for three would leave the others without a stream.
 * @throws Disconnected
 */
export async function ensureStream(
  connection: Connection,
  stream: Stream,
  limits: StreamLimits,
): Promise<EnsuredStream> {
  const { streams } = await requireUp(connection).jetstreamManager({ checkAPI: false });
  const create = (copies: number) =>
    streams.add({
      name: stream.name,
      subjects: [stream.subjects],
      storage: StorageType.File,
      retention: RetentionPolicy.Limits,
      max_age: days(30),
      max_bytes: limits.maxBytes,
      max_msg_size: maxMessageBytes,
      discard: DiscardPolicy.New, // full is an error that the relay waits out, never a loss
      duplicate_window: nanos(2 * 60 * 1000),
      deny_delete: true,
      deny_purge: true, // a purged stream would keep its message ids, and refuse to be filled again
      num_replicas: copies,
    });
  const info = await streams
    .info(stream.name)
    .catch(onApiError(streamNotFound, () => create(limits.replicas)))
    .catch(onApiError(noCluster, () => create(1)));
  return { created: info.created, lastSequence: info.state.last_seq, copies: info.config.num_replicas };
}

/** Creates the durable pull consumer unless it exists. @throws NatsError when the stream is not there (yet). */
export async function ensureConsumer(connection: Connection, stream: Stream, durable: string): Promise<void> {
  const manager = await requireUp(connection).jetstreamManager({ checkAPI: false });
  try {
    await manager.consumers.add(stream.name, {
      durable_name: durable,
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All,
      filter_subject: stream.subjects,
      ack_wait: nanos(ackWaitMilliseconds),
      max_ack_pending: maxAckPending,
      max_deliver: -1, // a message is tried until it is applied or set aside as a dead letter
    });
  } catch (error) {
    if (apiErrorCode(error) !== consumerExists) throw error;
  }
}

const onApiError =
  <Result>(code: number, act: () => Promise<Result>) =>
  (error: unknown): Promise<Result> => {
    if (apiErrorCode(error) !== code) throw error;
    return act();
  };

function apiErrorCode(error: unknown): number | undefined {
  const { api_error } = error as { api_error?: { err_code?: number } }; // NatsError, whose type is not exported as a value's
  return api_error?.err_code;
}
