// Takes the messages of a stream for as long as it is wanted and whatever befalls the broker.

import { setTimeout as delay } from 'node:timers/promises';
import type { ConsumerMessages, Subscription } from 'nats';
import type { Stream } from '../contracts/index.ts';
import type { Logger } from '../observability/index.ts';
import type { Connection } from './connection.ts';

export type Consumption = { stop(): Promise<void> };

/** From the opening of a consumer until it is gone or the connection was lost. */
export type Session = { over: boolean };

export type Taking = {
  connection: Connection;
  stream: Stream;
  log: Logger;
  /** Begins to take messages. It may reject: then the stream is not there yet, and is waited for. */
  open: (session: Session) => Promise<ConsumerMessages>;
};

const retryMilliseconds = 250;

/**
 * Opens a consumer, and another one whenever it is gone; so it does after each reconnection, since the broker may have
 * come back without it. The client's `consume` survives the deletion of its consumer in silence: `open` must tell it to
 * give up on a missing resource. `stop` resolves when everything that was on its way has been handed over; it can still
 * be acknowledged then.
 */
export function keepTaking({ connection, stream, log, open }: Taking): Consumption {
  let stopping = false;
  let messages: ConsumerMessages | undefined;
  let pause = new AbortController();
  let current: Session = { over: false };

  async function takeUntilGone(): Promise<void> {
    current = { over: false };
    messages = await open(current);
    if (stopping) await drain(messages);
    const gone = await messages.closed();
    if (gone) log.warn({ err: gone, stream: stream.name }, 'consumer is gone; making it again');
  }

  async function takeForEver(): Promise<void> {
    while (!stopping) {
      pause = new AbortController();
      try {
        if (connection.up) await takeUntilGone();
      } catch (error) {
        log.debug({ err: error, stream: stream.name }, 'stream is not there yet');
      }
      await delay(retryMilliseconds, undefined, { signal: pause.signal }).catch(() => {}); // ended early by the signal
    }
  }

  // Before anything is opened: with a connection that is up already this calls back now, which must not end a new session.
  const forget = connection.onConnected(() => {
    current.over = true;
    messages?.stop();
    pause.abort();
  });
  const running = takeForEver();
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
