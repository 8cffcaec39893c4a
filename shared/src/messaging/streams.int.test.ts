import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { streams } from '../contracts/index.ts';
import { eventually, type OwnNats, ownNats } from '../testing/index.ts';
import {
  type Connection,
  createConnection,
  Disconnected,
  defaultLimits,
  ensureConsumer,
  ensureStream,
  PublishRefused,
  publishAll,
} from './index.ts';
import { type BareJetStream, bareJetStream, quietLogger } from './testing/index.ts';

const stream = streams.PAYMENTS;
const subject = 'payment.completed';
const message = (id: string, headers: Record<string, string> = {}) => ({ id, subject, headers, body: `"${id}"` });

describe('a stream', () => {
  let nats: OwnNats;
  let tool: BareJetStream;
  let connection: Connection;
  beforeAll(async () => {
    nats = await ownNats();
    tool = await bareJetStream(nats.url);
    connection = createConnection({ url: nats.url, name: 'payments', log: quietLogger('payments') });
    await connection.start();
    await eventually(() => expect(connection.up).toBeDefined());
  });
  afterAll(async () => {
    await connection.stop();
    await tool.close();
    await nats.close();
  });

  it.each([
    ['be sent', 2 * 1024 * 1024, /payload/i],
    ['be kept: a thousand that a subscriber has in hand must fit into its memory', 128 * 1024, /size/i],
  ])('answers for a message that is too large to %s, and takes the others', async (_, bytes, reason) => {
    await ensureStream(connection, stream, defaultLimits);
    const large = { ...message('large'), body: 'x'.repeat(bytes) };
    const answers = await publishAll(connection, [message('before'), large, message('after')], 20_000);
    expect(answers).toEqual([
      expect.objectContaining({ duplicate: false }),
      expect.objectContaining({ message: expect.stringMatching(reason) }),
      expect.objectContaining({ duplicate: false }),
    ]);
    await tool.deleteStream(stream.name);
  });

  it('refuses at once, message by message, while it does not exist', async () => {
    const began = performance.now();
    expect(await publishAll(connection, [message('a'), message('b')], 20_000)).toEqual([
      expect.any(PublishRefused),
      expect.any(PublishRefused),
    ]);
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it('is made with the settings that the guarantees rest on', async () => {
    const made = await ensureStream(connection, stream, defaultLimits);
    const { config, created } = await tool.streamInfo('PAYMENTS');
    expect(made).toEqual({ created, lastSequence: 0, copies: 1 });
    expect(config).toMatchObject({
      subjects: ['payment.>'],
      storage: 'file',
      retention: 'limits',
      discard: 'new',
      max_age: 30 * 24 * 3_600 * 1e9,
      max_bytes: 1024 ** 3,
      max_msg_size: 128 * 1024,
      duplicate_window: 120 * 1e9,
      deny_delete: true,
      deny_purge: true,
      num_replicas: 1,
    });
  });

  it('is left as it is when it exists, also when an operator changed it', async () => {
    const first = await ensureStream(connection, stream, defaultLimits);
    await tool.setMaxBytes('PAYMENTS', 5_000_000);
    expect(await ensureStream(connection, stream, defaultLimits)).toEqual(first);
    expect((await tool.streamInfo('PAYMENTS')).config.max_bytes).toBe(5_000_000);
  });

  it('has one copy at a server that is alone, also when three are asked for', async () => {
    await tool.deleteStream('PAYMENTS');
    expect(await ensureStream(connection, stream, { ...defaultLimits, replicas: 3 })).toMatchObject({ copies: 1 });
    expect(await ensureStream(connection, stream, { ...defaultLimits, replicas: 3 })).toMatchObject({ copies: 1 });
  });

  it('is made once when two replicas of its owner ask at the same moment', async () => {
    await tool.deleteStream('PAYMENTS');
    const both = await Promise.all([1, 2].map(() => ensureStream(connection, stream, defaultLimits)));
    expect(both[0]).toEqual(both[1]);
  });

  it('acknowledges each message with its sequence, and says which it had already', async () => {
    expect(await publishAll(connection, [message('a'), message('b')], 20_000)).toEqual([
      { sequence: 1, duplicate: false },
      { sequence: 2, duplicate: false },
    ]);
    expect(await publishAll(connection, [message('b'), message('c')], 20_000)).toEqual([
      { sequence: 2, duplicate: true },
      { sequence: 3, duplicate: false },
    ]);
  });

  it('gives headers and bodies back as they were sent, in any script', async () => {
    const headers = { 'ce-source': 'payments-svc', 'ce-correlationid': 'Ünïcode → 支払い 💳' };
    await publishAll(connection, [{ ...message('unicode', headers), body: '{"name":"Sólblinda 💳"}' }], 20_000);
    expect((await tool.messages('PAYMENTS')).at(-1)).toMatchObject({ headers, body: '{"name":"Sólblinda 💳"}' });
  });

  it('answers for what was stored when it takes only part of a batch', async () => {
    const { state } = await tool.streamInfo('PAYMENTS');
    await tool.setMaxBytes('PAYMENTS', state.bytes + 2_000);
    const big = { ...message('big'), body: 'x'.repeat(3_000) };
    const answers = await publishAll(connection, [message('d'), big, message('e')], 20_000);
    expect(answers).toEqual([
      expect.objectContaining({ duplicate: false }),
      expect.any(PublishRefused),
      expect.anything(),
    ]);
  });

  it('is read through a durable consumer with the settings that the guarantees rest on', async () => {
    await ensureConsumer(connection, stream, 'orders');
    await ensureConsumer(connection, stream, 'orders');
    const { config } = await tool.consumerInfo('PAYMENTS', 'orders');
    expect(config).toMatchObject({
      ack_policy: 'explicit',
      deliver_policy: 'all',
      filter_subject: 'payment.>',
      ack_wait: 30e9,
      max_deliver: -1,
      max_ack_pending: 1_000,
    });
  });

  it('captures no request between services', async () => {
    await expect(tool.publish({ subject: 'rpc.payments.close', headers: {}, body: '{}' })).rejects.toThrow();
    await expect(tool.publish({ subject: 'poke.payments', headers: {}, body: '' })).rejects.toThrow();
    expect(Object.values(streams).map(({ subjects }) => subjects)).toEqual([
      'user.>',
      'product.>',
      'order.>',
      'payment.>',
    ]);
  });

  it('may be answered for by a stranger, whose words are taken for no acknowledgement', async () => {
    const stranger = await bareJetStream(nats.url);
    stranger.answer('rpc.strange', 'no JSON');
    await stranger.consumerInfo('PAYMENTS', 'orders'); // its subscription is known by now
    const [answer] = await publishAll(connection, [{ ...message('x'), subject: 'rpc.strange' }], 20_000);
    expect(answer).toBeInstanceOf(PublishRefused);
    expect(await publishAll(connection, [message('a')], 20_000)).toEqual([{ sequence: 1, duplicate: true }]);
    await stranger.close();
  });

  it('that does not answer is given up when the time is over', async () => {
    const silent = await bareJetStream(nats.url);
    silent.listen('rpc.silent');
    await silent.consumerInfo('PAYMENTS', 'orders');
    const began = performance.now();
    const [answer] = await publishAll(connection, [{ ...message('x'), subject: 'rpc.silent' }], 300);
    expect(answer).toEqual(new PublishRefused('not acknowledged in time'));
    expect(performance.now() - began).toBeLessThan(10_000);
    await silent.close();
  });

  it('cannot be published to while disconnected', async () => {
    await nats.stop();
    await eventually(() => expect(connection.up).toBeUndefined());
    expect(() => publishAll(connection, [message('z')], 20_000)).toThrow(Disconnected);
    await nats.start();
  });
});
