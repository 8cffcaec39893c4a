import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { Unauthorized, Unavailable } from '../../errors/index.ts';
import { createLogger, createTracing, newTrace, untraced } from '../../observability/index.ts';
import { startCollector } from '../../testing/index.ts';
import { deadlineIn } from '../deadline.ts';
import { createServiceClient } from './service-client.ts';

const product = z.object({ id: z.string(), price: z.string() });
const sunglasses = { id: 'OLJCESPC7Z', price: '19.19' };

let server: Server;
let client: ReturnType<typeof createServiceClient>;

/** A client of a product service that behaves as told. */
async function clientOf(behaviour: RequestListener, tracing = untraced) {
  server = createServer(behaviour).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  // An address of TCP, since it listens on one.
  const { port } = server.address() as AddressInfo;
  client = createServiceClient({ name: 'products', baseUrl: `http://127.0.0.1:${port}`, tracing });
  return client;
}

const answering =
  (status: number, body: string): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  };

const read = (milliseconds = 5000) =>
  client.get('/products/OLJCESPC7Z', product, { trace: newTrace(), deadline: deadlineIn(milliseconds), token: 'abc' });

afterEach(async () => {
  await client.stop();
  server.closeAllConnections();
  server.close();
});

describe('a call of another service', () => {
  it('brings back what was asked for, checked', async () => {
    await clientOf(answering(200, JSON.stringify({ ...sunglasses, name: 'Sunglasses' })));
    expect(await read()).toEqual(sunglasses);
  });

  it('brings back nothing when there is no such thing', async () => {
    await clientOf(answering(404, '{}'));
    expect(await read()).toBeUndefined();
  });

  it('takes along who asks, for which request, and for how long', async () => {
    const seen: IncomingMessage['headers'][] = [];
    await clientOf((request, response) => {
      seen.push(request.headers);
      response.end(JSON.stringify(sunglasses));
    });
    const trace = newTrace();
    await client.get('/', product, { trace, deadline: deadlineIn(60_000), token: 'abc' });
    const [headers] = seen;
    expect(headers).toMatchObject({ authorization: 'Bearer abc', 'x-request-id': trace.correlationId });
    expect(headers?.traceparent).toContain(trace.traceparent?.slice(0, 36));
    expect(Number(headers?.['x-request-timeout-ms'])).toBeLessThanOrEqual(2000);
    expect(Number(headers?.['x-request-timeout-ms'])).toBeGreaterThan(1000);
  });

  it.each([
    ['fails', answering(500, '{}')],
    ['answers nonsense', answering(200, '<html>')],
    ['answers another shape', answering(200, '{"id":7}')],
    ['hangs up', ((request) => request.socket.destroy()) satisfies RequestListener],
  ])('is a 503 that says when to try again if the service %s', async (_what, behaviour) => {
    await clientOf(behaviour);
    const failure = await read().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Unavailable);
    expect(failure).toMatchObject({ detail: 'products is not available right now', headers: { 'Retry-After': '1' } });
  });

  it('is given up when the time of the request is over', async () => {
    await clientOf(() => {});
    const began = Date.now();
    await expect(read(100)).rejects.toBeInstanceOf(Unavailable);
    expect(Date.now() - began).toBeLessThan(1900);
    await expect(read(0)).rejects.toBeInstanceOf(Unavailable);
  });

  it('is made once more when the connection broke', async () => {
    let calls = 0;
    await clientOf((request, response) => {
      calls += 1;
      if (calls === 1) request.socket.destroy();
      else response.end(JSON.stringify(sunglasses));
    });
    expect(await read()).toEqual(sunglasses);
  });

  it('tells a refused token from a service that is away', async () => {
    await clientOf(answering(401, '{}'));
    await expect(read()).rejects.toBeInstanceOf(Unauthorized);
  });
});

describe('a call on behalf of a traced request', () => {
  it('has a span of its own, which the service is told of, and which fails with it', async () => {
    const collector = await startCollector();
    const variables = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_TRACES_SAMPLER_ARG: 1 };
    const tracing = createTracing('orders-svc', variables, createLogger({ name: 'orders', level: 'silent' }));
    await tracing.start();
    const told: unknown[] = [];
    await clientOf((request, response) => {
      told.push(request.headers.traceparent);
      if (told.length === 1) answering(200, JSON.stringify(sunglasses))(request, response);
      else answering(500, '{}')(request, response);
    }, tracing);
    expect(await read()).toEqual(sunglasses);
    await expect(read()).rejects.toThrow(Unavailable);
    await tracing.stop();
    expect(collector.spans()).toMatchObject([
      { name: 'GET products', kind: 3, attributes: { 'http.response.status_code': 200 }, status: {} },
      { name: 'GET products', kind: 3, attributes: { 'error.type': '500' }, status: { code: 2 } },
    ]);
    expect(told).toEqual(collector.spans().map(({ traceId, spanId }) => `00-${traceId}-${spanId}-01`));
    await collector.stop();
  });
});
