// Doing to the streams what brokers and strangers do: deliver again, deliver nonsense.

import { setTimeout as delay } from 'node:timers/promises';
import type { System } from '@paidonce/local/system';
import type { Stream } from '@paidonce/shared/contracts';
import {
  type Connection,
  createConnection,
  type Publication,
  publishAll,
  readStream,
  settledSequence,
  streamState,
} from '@paidonce/shared/messaging';
import { createLogger } from '@paidonce/shared/observability';
import { eventually } from '@paidonce/shared/testing';

export type Streams = {
  publish(publications: readonly Publication[]): Promise<void>;
  /** How many messages the stream holds, of one type. */
  count(stream: Stream, type: string): Promise<number>;
  /** Makes the broker forget how far a subscriber has come: it delivers everything again, under the same ids. */
  forgetProgress(stream: Stream, durable: string): Promise<void>;
  /** Waits until a subscriber has settled everything that the stream holds. */
  allSettled(stream: Stream, durable: string): Promise<void>;
  /** What a subscriber does not acknowledge within so long is delivered again: half a minute, unless told. */
  redeliverAfter(stream: Stream, durable: string, milliseconds: number): Promise<void>;
  close(): Promise<void>;
};

export async function openStreams({ natsUrl }: System): Promise<Streams> {
  const connection = createConnection({
    url: natsUrl,
    name: 'tests',
    log: createLogger({ name: 'tests', level: 'silent' }),
  });
  await connection.start();
  while (!connection.up) await delay(20);
  return {
    async publish(publications) {
      const failures = (await publishAll(connection, publications, 5_000)).filter((answer) => answer instanceof Error);
      if (failures.length > 0) throw new AggregateError(failures, 'not published');
    },
    async count(stream, type) {
      let found = 0;
      for await (const page of readStream(connection, stream, { pageSize: 1_000 }))
        found += page.filter((message) => message.type === type).length;
      return found;
    },
    async forgetProgress(stream, durable) {
      await connection.up?.request(`$JS.API.CONSUMER.DELETE.${stream.name}.${durable}`);
    },
    allSettled: (stream, durable) =>
      eventually(() => settled(connection, stream, durable), { timeout: 40_000, interval: 50 }),
    redeliverAfter: (stream, durable, milliseconds) =>
      eventually(async () => {
        const name = `${stream.name}.${durable}`;
        const { config } = await ask(connection, `CONSUMER.INFO.${name}`);
        const changed = { stream_name: stream.name, config: { ...Object(config), ack_wait: milliseconds * 1e6 } };
        await ask(connection, `CONSUMER.DURABLE.CREATE.${name}`, changed);
      }),
    close: () => connection.stop(),
  };
}

/** @throws when the broker refuses */
async function ask(connection: Connection, verb: string, request: object = {}): Promise<{ config?: unknown }> {
  const reply = await connection.up?.request(`$JS.API.${verb}`, JSON.stringify(request));
  const answer = reply?.json<{ config?: unknown; error?: unknown }>() ?? { error: 'not connected' };
  if (answer.error) throw new Error(`${verb}: ${JSON.stringify(answer.error)}`);
  return answer;
}

async function settled(connection: Connection, stream: Stream, durable: string): Promise<void> {
  const last = (await streamState(connection, stream))?.lastSequence;
  const done = await settledSequence(connection, stream, durable);
  if (done !== last) throw new Error(`${durable} has settled ${done} of ${last} messages of ${stream.name}`);
}
