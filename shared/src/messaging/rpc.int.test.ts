import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { Rpc } from '../contracts/index.ts';
import { Unavailable } from '../errors/index.ts';
import { createTracing, newTrace, type Trace } from '../observability/index.ts';
import { eventually, type OwnNats, ownNats, startCollector } from '../testing/index.ts';
import { type Connection, createConnection, request, respond } from './index.ts';
import { type BareJetStream, bareJetStream, quietLogger } from './testing/index.ts';

const close: Rpc<{ orderId: string }, { answer: 'closed' | 'paid' }> = {
  subject: 'rpc.payments.close',
  summary: 'For the tests',
  request: z.object({ orderId: z.string().min(1, 'must name an order') }),
  answer: z.object({ answer: z.enum(['closed', 'paid']) }),
};
const inTwentySeconds = () => Date.now() + 20_000;

describe('a request between services', () => {
  let nats: OwnNats;
  let tool: BareJetStream;
  let orders: Connection;
  let payments: Connection;
  const failures: unknown[] = [];
  const onFailure = (error: unknown) => void failures.push(error);

  const connected = async (name: string) => {
    const connection = createConnection({ url: nats.url, name, log: quietLogger(name) });
    await connection.start();
    await eventually(() => connection.up ?? Promise.reject(new Error('not connected yet')));
    return connection;
  };
  const answering = async (answer: (body: { orderId: string }) => Promise<{ answer: 'closed' | 'paid' }>) => {
    const stop = respond(payments, close, onFailure, answer);
    await payments.up?.flush(); // the server knows of it
    return stop;
  };

  beforeAll(async () => {
    nats = await ownNats();
    tool = await bareJetStream(nats.url);
    orders = await connected('orders');
    payments = await connected('payments');
  });
  afterAll(async () => {
    await orders.stop();
    await payments.stop();
    await tool.close();
    await nats.close();
  });

  it('is answered', async () => {
    const stop = await answering(async ({ orderId }) => ({ answer: orderId === 'o1' ? 'closed' : 'paid' }));
    expect(await request(orders, close, { orderId: 'o1' }, inTwentySeconds())).toEqual({ answer: 'closed' });
    expect(await request(orders, close, { orderId: 'o2' }, inTwentySeconds())).toEqual({ answer: 'paid' });
    await stop();
  });

  it('belongs to the trace that it is asked for, on both sides', async () => {
    const collector = await startCollector();
    const variables = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_TRACES_SAMPLER_ARG: 1 };
    const tracing = createTracing('orders-svc', variables, quietLogger('orders'));
    await tracing.start();
    const heard: Trace[] = [];
    const answer = async (_: unknown, trace: Trace) => {
      heard.push(trace);
      return { answer: 'closed' as const };
    };
    const stop = respond(payments, close, onFailure, answer, { tracing });
    await payments.up?.flush();
    const trace = newTrace();
    await request(orders, close, { orderId: 'o1' }, inTwentySeconds(), { trace, tracing });
    await stop();
    await tracing.stop();

    const spans = collector.spans();
    const [asking, answering] = [3, 2].map((kind) => spans.find((span) => span.kind === kind));
    expect(asking).toMatchObject({ name: 'rpc.payments.close', traceId: trace.correlationId.replaceAll('-', '') });
    expect(answering).toMatchObject({ traceId: asking?.traceId, parentSpanId: asking?.spanId });
    expect(heard).toEqual([
      { correlationId: trace.correlationId, traceparent: `00-${answering?.traceId}-${answering?.spanId}-01` },
    ]);
    await collector.stop();
  });

  it('fails at once when nobody answers such requests', async () => {
    const began = performance.now();
    await expect(request(orders, close, { orderId: 'o1' }, inTwentySeconds())).rejects.toThrow(Unavailable);
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it('fails when no answer comes before its deadline', async () => {
    const late = Promise.withResolvers<{ answer: 'closed' }>();
    const stop = await answering(() => late.promise);
    await expect(request(orders, close, { orderId: 'o1' }, Date.now() + 200)).rejects.toThrow(Unavailable);
    late.resolve({ answer: 'closed' });
    await stop();
  });

  it('is refused unheard when its deadline has passed', async () => {
    const heard: string[] = [];
    const stop = await answering(async ({ orderId }) => {
      heard.push(orderId);
      return { answer: 'closed' };
    });
    await expect(request(orders, close, { orderId: 'o1' }, Date.now() - 1)).rejects.toThrow(Unavailable);
    const late = JSON.stringify({ deadline: Date.now() - 1, request: { orderId: 'o1' } });
    expect(JSON.parse(await tool.request(close.subject, late))).toEqual({ refused: 'the deadline has passed' });
    expect(heard).toEqual([]);
    await stop();
  });

  it('is refused with the reason when it is not valid', async () => {
    const stop = await answering(async () => ({ answer: 'closed' }));
    await expect(request(orders, close, { orderId: '' }, inTwentySeconds())).rejects.toThrow(
      /refused: must name an order/,
    );
    await stop();
  });

  it.each([
    ['no JSON', 'what?'],
    ['nothing', ''],
    ['null', 'null'],
    ['no envelope', '{}'],
    ['no object', '7'],
  ])('is refused when it is %s, and the next one is answered', async (_, body) => {
    const stop = await answering(async () => ({ answer: 'closed' }));
    expect(JSON.parse(await tool.request(close.subject, body))).toEqual({ refused: expect.any(String) });
    expect(await request(orders, close, { orderId: 'o1' }, inTwentySeconds())).toEqual({ answer: 'closed' });
    await stop();
  });

  it('fails when its handler does, whose failure is told to the responder alone', async () => {
    const stop = await answering(() => Promise.reject(new Error('a secret of payments')));
    const asked = request(orders, close, { orderId: 'o1' }, inTwentySeconds());
    await expect(asked).rejects.toThrow(Unavailable);
    await expect(asked).rejects.not.toThrow(/secret/);
    expect(failures).toEqual([new Error('a secret of payments')]);
    await stop();
  });

  it('is answered by one of two replicas', async () => {
    const heard: string[] = [];
    const other = await connected('payments');
    const note =
      (who: string) =>
      async ({ orderId }: { orderId: string }) => {
        heard.push(`${who} ${orderId}`);
        return { answer: 'closed' as const };
      };
    const stops = [
      respond(payments, close, onFailure, note('first')),
      respond(other, close, onFailure, note('second')),
    ];
    await Promise.all([payments.up?.flush(), other.up?.flush()]);
    await eventually(async () => {
      await request(orders, close, { orderId: 'o' }, inTwentySeconds());
      expect(new Set(heard).size).toBe(2);
    });
    heard.length = 0;
    for (let number = 0; number < 20; number += 1)
      await request(orders, close, { orderId: `o${number}` }, inTwentySeconds());
    expect(new Set(heard.map((line) => line.split(' ')[1])).size).toBe(20);
    expect(heard).toHaveLength(20);
    await Promise.all(stops.map((stop) => stop()));
    await other.stop();
  });

  it('is answered when it had begun before the responder stopped', async () => {
    const begun = Promise.withResolvers<void>();
    const end = Promise.withResolvers<{ answer: 'closed' }>();
    const stop = await answering(() => {
      begun.resolve();
      return end.promise;
    });
    const asked = request(orders, close, { orderId: 'o1' }, inTwentySeconds());
    await begun.promise;
    const stopped = stop();
    end.resolve({ answer: 'closed' });
    await stopped;
    expect(await asked).toEqual({ answer: 'closed' });
  });

  it('fails at once while disconnected, and is answered again after the reconnection', async () => {
    const stop = await answering(async () => ({ answer: 'closed' }));
    await nats.kill();
    await eventually(() => expect(orders.up).toBeUndefined());
    const began = performance.now();
    await expect(request(orders, close, { orderId: 'o1' }, inTwentySeconds())).rejects.toThrow(Unavailable);
    expect(performance.now() - began).toBeLessThan(10_000);
    await nats.start();
    await eventually(async () => {
      expect(await request(orders, close, { orderId: 'o1' }, inTwentySeconds())).toEqual({ answer: 'closed' });
    });
    await stop();
  });
});
