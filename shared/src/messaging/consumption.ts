// Takes the messages of a stream through a durable pull consumer, for as long as it is wanted and whatever befalls the broker.

import type { JsMsg } from 'nats';
import type { Stream } from '../contracts/index.ts';
import type { Logger } from '../observability/index.ts';
import { type Connection, requireUp } from './connection.ts';
import { headersOf } from './headers-of.ts';
import { type Consumption, keepTaking } from './keep-taking.ts';
import { ensureConsumer } from './streams.ts';

/** A delivered message, with the three ways in which it can end. */
export type Delivery = {
  readonly sequence: number;
  readonly subject: string;
  /** How often it has been delivered, this time included. */
  readonly deliveries: number;
  readonly body: string;
  /** The value of a header, '' where there is none. */
  header(name: string): string;
  allHeaders(): Record<string, string>;
  ack(): void;
  /** Deliver it again after this many milliseconds. */
  retryAfter(milliseconds: number): void;
  /** Never deliver it again: it has been set aside. */
  terminate(): void;
};

const maxMessages = 500;
const heartbeatMilliseconds = 5_000;

/** Hands over messages as they arrive, until it is stopped (see `keepTaking`). */
export function consume(
  connection: Connection,
  stream: Stream,
  durable: string,
  log: Logger,
  onDelivery: (delivery: Delivery) => void,
): Consumption {
  return keepTaking({
    connection,
    stream,
    log,
    async open(session) {
      await ensureConsumer(connection, stream, durable);
      const consumer = await requireUp(connection).jetstream({ checkAPI: false }).consumers.get(stream.name, durable);
      return consumer.consume({
        max_messages: maxMessages,
        idle_heartbeat: heartbeatMilliseconds,
        abort_on_missing_resource: true,
        callback: (message) => onDelivery(delivery(message, () => connection.up !== undefined && !session.over)),
      });
    },
  });
}

/**
 * An acknowledgement names a number in the stream. After the connection was lost it may be another stream with another
 * message under that number, so deliveries from before end without one; what they were comes again, and is recognised.
 */
function delivery(message: JsMsg, canBeAnswered: () => boolean): Delivery {
  const headers = headersOf(message);
  const answer = (send: () => void) => {
    if (canBeAnswered()) send();
  };
  return {
    sequence: message.seq,
    subject: message.subject,
    deliveries: message.info.deliveryCount,
    get body() {
      return message.string();
    },
    header: (name) => headers[name] ?? '',
    allHeaders: () => headers,
    ack: () => answer(() => message.ack()),
    retryAfter: (milliseconds) => answer(() => message.nak(milliseconds)),
    terminate: () => answer(() => message.term()),
  };
}
