import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, type OwnNats, ownNats } from '@paidonce/shared/testing';
import { newId, streams } from '../contracts/index.ts';
import { createLogger } from '../observability/index.ts';
import { type Connection, createConnection, requireUp } from './connection.ts';
import { maxAge } from './max-age.ts';
import { settledSequence, streamState } from './progress.ts';
import { type Publication, publishAll } from './publisher.ts';
import { type ReadStreamOptions, readStream, type StoredMessage } from './read-stream.ts';
import { defaultLimits, ensureConsumer, ensureStream } from './streams.ts';

let nats: OwnNats;
let connection: Connection;
beforeAll(async () => {
  nats = await ownNats();
  connection = createConnection({
    url: nats.url,
    name: 'test',
    log: createLogger({ name: 'test', level: 'silent' }),
  });
  await connection.start();
  await eventually(() => expect(connection.up).toBeDefined());
});
afterAll(async () => {
  await connection.stop();
  await nats.close();
});

const messages = Array.from({ length: 2_500 }, (): Publication => {
  const id = newId<string>();
  const headers = { 'ce-id': id, 'ce-type': 'payment.completed', 'ce-source': 'payments-svc' };
  return { id, subject: 'payment.completed', headers, body: '{}' };
});

async function pages(pageSize: number, more: Partial<ReadStreamOptions> = {}): Promise<StoredMessage[][]> {
  const read: StoredMessage[][] = [];
  const options = { pageSize, ...more };
  for await (const page of readStream(connection, streams.PAYMENTS, options)) read.push(page);
  return read;
}

/** Makes the server give nothing more to those who read the stream now. */
async function pauseConsumers(): Promise<void> {
  const server = requireUp(connection);
  const names = await server.request('$JS.API.CONSUMER.NAMES.PAYMENTS', '{}');
  const { consumers } = names.json<{ consumers: string[] }>();
  const pause = JSON.stringify({ pause_until: new Date(Date.now() + 60_000) });
  for (const name of consumers) await server.request(`$JS.API.CONSUMER.PAUSE.PAYMENTS.${name}`, pause);
}

describe('reading a stream', () => {
  it('finds that it is not there', async () => {
    expect(await streamState(connection, streams.PAYMENTS)).toBeUndefined();
    await expect(pages(10)).rejects.toThrow('stream not found');
  });

  it('finds nothing in an empty one', async () => {
    await ensureStream(connection, streams.PAYMENTS, defaultLimits);
    expect(await pages(10)).toEqual([]);
  });

  it('finds how long it keeps its messages', async () => {
    expect(await maxAge(connection, streams.PAYMENTS)).toBe(30 * 24 * 60 * 60 * 1000);
  });

  it('gives every message once, in order, page by page', async () => {
    await publishAll(connection, messages, 30_000);
    const read = await pages(1_000);
    expect(read.map((page) => page.length)).toEqual([1_000, 1_000, 500]);
    expect(read.flat().map(({ id }) => id)).toEqual(messages.map(({ id }) => id));
    expect(read[0]?.[0]).toEqual({
      sequence: 1,
      id: messages[0]?.id,
      type: 'payment.completed',
      source: 'payments-svc',
      subject: 'payment.completed',
      headers: expect.objectContaining({ 'ce-id': messages[0]?.id }),
      body: '',
    });
  });

  it('gives what comes behind a sequence, with bodies if they are wanted', async () => {
    const [page = []] = await pages(1_000, { after: 2_498, bodies: true });
    expect(page.map(({ sequence, body }) => [sequence, body])).toEqual([
      [2_499, '{}'],
      [2_500, '{}'],
    ]);
    expect(await pages(1_000, { after: 2_500 })).toEqual([]);
  });

  it('does not take a slow server for the end of the stream', async () => {
    const reading = readStream(connection, streams.PAYMENTS, { pageSize: 1_000 });
    await reading.next();
    await pauseConsumers();
    await expect(reading.next()).rejects.toThrow('there is more');
  });

  it("changes nothing in a subscriber's progress", async () => {
    expect(await settledSequence(connection, streams.PAYMENTS, 'orders')).toBeUndefined();
    await ensureConsumer(connection, streams.PAYMENTS, 'orders');
    await pages(1_000);
    expect(await settledSequence(connection, streams.PAYMENTS, 'orders')).toBe(0);
    expect(await streamState(connection, streams.PAYMENTS)).toMatchObject({ lastSequence: 2_500 });
  });
});
