// Follows what a stream holds of the last while and whatever comes, without leaving a trace in anybody's progress.

import { AckPolicy, DeliverPolicy, nanos, nuid } from 'nats';
import type { Stream } from '../contracts/index.ts';
import type { Logger } from '../observability/index.ts';
import { type Connection, requireUp } from './connection.ts';
import { headersOf } from './headers-of.ts';
import { keepTaking } from './keep-taking.ts';

/** A message as it stands in the stream. Nobody acknowledges it: a reader that knows nothing yet reads it again. */
export type FollowedMessage = { readonly body: string; header(name: string): string };

export type Following = {
  connection: Connection;
  stream: Stream;
  /** How far back each replay begins, in milliseconds. */
  windowMilliseconds: number;
  log: Logger;
  /** Must not throw. */
  onMessage: (message: FollowedMessage) => void;
  /** Everything has been handed over that the stream held when the replay began. */
  onReplayed: () => void;
};

const maxMessages = 500;
const heartbeatMilliseconds = 5_000;
/** A consumer that nobody reads any more is forgotten by the server after this time. */
const forgottenAfterMilliseconds = 30_000;

/**
 * Hands over the messages of the window in the stream's order, and then those that come, until it is stopped. Begins
 * anew, with the whole window, after each reconnection and whenever a message is missing: what is handed over may be
 * known already.
 */
export function followStream({ connection, stream, windowMilliseconds, log, onMessage, onReplayed }: Following) {
  const open: Parameters<typeof keepTaking>[0]['open'] = async (session) => {
    const nats = requireUp(connection);
    const manager = await nats.jetstreamManager({ checkAPI: false });
    const { name, num_pending } = await manager.consumers.add(stream.name, {
      name: nuid.next(), // without one it would be asked for in the old way, which a user of NATS may be refused
      filter_subject: stream.subjects,
      ack_policy: AckPolicy.None,
      deliver_policy: DeliverPolicy.StartTime,
      opt_start_time: new Date(Date.now() - windowMilliseconds).toISOString(),
      inactive_threshold: nanos(forgottenAfterMilliseconds),
      mem_storage: true,
      num_replicas: 1,
    });
    let taken = 0;
    let replayed = false;
    const lookWhetherReplayed = (left: number) => {
      if (replayed || (taken < num_pending && left > 0)) return;
      replayed = true;
      onReplayed();
    };
    lookWhetherReplayed(num_pending);
    const consumer = await nats.jetstream({ checkAPI: false }).consumers.get(stream.name, name);
    const messages = await consumer.consume({
      max_messages: maxMessages,
      idle_heartbeat: heartbeatMilliseconds,
      abort_on_missing_resource: true,
      callback: (message) => {
        if (session.over) return;
        taken += 1;
        if (message.info.deliverySequence !== taken) return messages.stop();
        const headers = headersOf(message);
        onMessage({ body: message.string(), header: (name) => headers[name] ?? '' });
        lookWhetherReplayed(message.info.pending);
      },
    });
    return messages;
  };
  return keepTaking({ connection, stream, log, open });
}
