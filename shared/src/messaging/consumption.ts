// Takes the messages of a stream through a durable pull consumer, for as long as it is wanted and whatever befalls the broker.

import { setTimeout as delay } from 'node:timers/promises';
import type { ConsumerMessages, JsMsg, Subscription } from 'nats';
import type { Stream } from '../contracts/index.ts';
import type { Logger } from '../observability/index.ts';
import { type Connection, requireUp } from './connection.ts';
import { headersOf } from './headers-of.ts';
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

export type Consumption = { stop(): Promise<void> };

const retryMilliseconds = 250;
const maxMessages = 500;
const heartbeatMilliseconds = 5_000;

/**
 * Hands over messages as they arrive. The client's `consume` survives the deletion of its consumer in silence, so it
 * is told to give up on a missing stream or consumer, and both are then waited for or made again; so they are after each reconnection,
 * since the broker may have come back without them.
 * `stop` resolves when everything that was on its way has been handed over; it can still be acknowledged then.
 */
export function consume(
  connection: Connection,
  stream: Stream,
  durable: string,
  log: Logger,
  onDelivery: (delivery: Delivery) => void,
): Consumption {
  let stopping = false;
  let messages: ConsumerMessages | undefined;
  let pause = new AbortController();
  let current = { over: false };

  async function consumeUntilGone(): Promise<void> {
    const session = { over: false };
    current = session;
    await ensureConsumer(connection, stream, durable);
    const consumer = await requireUp(connection).jetstream({ checkAPI: false }).consumers.get(stream.name, durable);
    messages = await consumer.consume({
      max_messages: maxMessages,
      idle_heartbeat: heartbeatMilliseconds,
      abort_on_missing_resource: true,
      callback: (message) => onDelivery(delivery(message, () => connection.up !== undefined && !session.over)),
    });
    if (stopping) await drain(messages);
    const gone = await messages.closed();
    if (gone) log.warn({ err: gone, stream: stream.name }, 'consumer is gone; making it again');
  }

  async function consumeForEver(): Promise<void> {
    while (!stopping) {
      pause = new AbortController();
      try {
        if (connection.up) await consumeUntilGone();
      } catch (error) {
        log.debug({ err: error, stream: stream.name }, 'stream is not there yet');
      }
      await delay(retryMilliseconds, undefined, { signal: pause.signal }).catch(() => {}); // ended early by the signal
    }
  }

  const running = consumeForEver();
  const forget = connection.onConnected(() => {
    current.over = true;
    messages?.stop();
    pause.abort();
  });
  return {
    async stop() {
      stopping = true;
      forget();
      pause.abort();
      if (messages) await drain(messages);
      await running;
    },
  };
}

/**
 * Ends the taking of messages without losing those that are on their way: the client's own `stop` drops them, and the stream would deliver
 * them again only when their acknowledgement is overdue. When its subscription was drained, the client stops by itself.
 */
async function drain(messages: ConsumerMessages): Promise<void> {
  const { sub } = messages as unknown as { sub?: Subscription }; // the client keeps it to itself
  await sub?.drain().catch(() => {}); // it may have ended already, with the connection
  messages.stop();
}

/**
 * An acknowledgement names a number in the stream. After the connection was lost it may be another stream with another message under that number, so
 * deliveries from before end without one; what they were comes again, and is recognised.
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
