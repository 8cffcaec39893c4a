import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Collector, startCollector } from '../testing/index.ts';
import { createLogger, createTracing, newTrace, type Tracing, traceFromHeaders } from './index.ts';

const sampled = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const unsampled = sampled.replace(/01$/, '00');

let collector: Collector;
let lines: string[];
beforeEach(async () => {
  collector = await startCollector();
  lines = [];
});
afterEach(() => collector.stop());

async function tracingTo(endpoint: string | undefined, ratio = 1): Promise<Tracing> {
  const heard = lines; // a service that was stopped may still say something while the next test runs
  const log = createLogger({ name: 'orders', destination: { write: (line) => void heard.push(line) } });
  const variables = { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: ratio };
  const tracing = createTracing('orders-svc', variables, log);
  await tracing.start();
  return tracing;
}

describe('a span', () => {
  it('belongs to the trace that came along, under the span that sent it, and so does what it causes', async () => {
    const tracing = await tracingTo(collector.url);
    const received = traceFromHeaders({ 'x-request-id': 'r-1', traceparent: sampled });
    const outer = tracing.begin?.('server', 'POST /orders', received, { 'http.route': '/orders' });
    const inner = outer && tracing.begin?.('client', 'GET', outer.trace);
    inner?.end({}, 'unavailable');
    outer?.end({ 'http.response.status_code': 201 });
    await tracing.stop();

    const [get, post] = collector.spans();
    expect(post).toMatchObject({
      service: 'orders-svc',
      traceId: '0af7651916cd43dd8448eb211c80319c',
      parentSpanId: 'b7ad6b7169203331',
      name: 'POST /orders',
      kind: 2,
      attributes: { 'http.route': '/orders', 'http.response.status_code': 201, 'paidonce.request_id': 'r-1' },
    });
    expect(get).toMatchObject({ traceId: post?.traceId, parentSpanId: post?.spanId, kind: 3, status: { code: 2 } });
    expect(outer?.trace).toEqual({ correlationId: 'r-1', traceparent: `00-${post?.traceId}-${post?.spanId}-01` });
  });

  it('begins a trace that has the id of its request, when none came along', async () => {
    const tracing = await tracingTo(collector.url);
    const received = newTrace();
    tracing.begin?.('server', 'GET /orders', received)?.end();
    await tracing.stop();
    const [root] = collector.spans();
    expect(root?.traceId).toBe(received.correlationId.replaceAll('-', ''));
    expect(root?.parentSpanId ?? '').toBe('');
  });
});

describe('a trace that nobody wants', () => {
  it('is left alone: its sender said so', async () => {
    const tracing = await tracingTo(collector.url);
    expect(tracing.begin?.('server', 'GET /orders', traceFromHeaders({ traceparent: unsampled }))).toBeUndefined();
    await tracing.stop();
    expect(collector.spans()).toEqual([]);
  });

  it('is one that begins here and is not in the part that is collected; the others are told', async () => {
    const tracing = await tracingTo(collector.url, 0);
    const span = tracing.begin?.('server', 'GET /orders', newTrace());
    expect(span?.trace.traceparent).toMatch(/-00$/);
    span?.end();
    await tracing.stop();
    expect(collector.spans()).toEqual([]);
  });

  it('costs nothing at all without a collector', async () => {
    expect((await tracingTo(undefined)).begin).toBeUndefined();
  });
});

describe('a collector that is away', () => {
  it('is told of once, and holds up the end of a service for two seconds at most', async () => {
    const tracing = await tracingTo('http://127.0.0.1:1');
    tracing.begin?.('server', 'GET /orders', newTrace())?.end();
    const stopping = performance.now();
    await tracing.stop();
    expect(performance.now() - stopping).toBeLessThan(6_000);
  });

  it('that refuses is told of once', async () => {
    const tracing = await tracingTo(`${collector.url}/nowhere`);
    for (let count = 0; count < 2; count += 1) {
      tracing.begin?.('server', 'GET /orders', newTrace())?.end();
      await new Promise((resolve) => setTimeout(resolve, 1_300));
    }
    await tracing.stop();
    expect(lines.filter((line) => line.includes('takes no traces'))).toHaveLength(1);
  });
});
