import type { RequestListener } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@paidonce/shared/testing';
import { startGateway, token } from '../testing/gateway.ts';

let gateway: Awaited<ReturnType<typeof startGateway>>;
afterEach(() => gateway.stop());

const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };

/** Answers with the body that came. */
const echo: RequestListener = async (request, response) => {
  response.writeHead(201, { 'content-type': 'application/json', 'x-service': 'orders' }).end(await text(request));
};

const post = (body: string | ReadableStream, more: Record<string, string> = {}) =>
  fetch(`${gateway.url}/orders`, { method: 'POST', headers: { ...headers, ...more }, body, duplex: 'half' });

async function raw(request: string): Promise<string> {
  const socket = connect(gateway.port, '127.0.0.1');
  socket.write(request);
  return text(socket);
}

async function problemOf(answer: Response) {
  const { type } = JSON.parse(await answer.text());
  return { status: answer.status, type, contentType: answer.headers.get('content-type') };
}

const problem = (status: number, slug: string) => ({
  status,
  type: `/problems/${slug}`,
  contentType: 'application/problem+json; charset=utf-8',
});

describe('a forwarded request', () => {
  it('arrives with its body, and its answer comes back as the service gave it', async () => {
    gateway = await startGateway(echo);
    for (const body of ['{"a":1}', new Blob(['{"a":1}']).stream(), 'x'.repeat(102_400)]) {
      const answer = await post(body);
      expect(answer.status).toBe(201);
      expect(answer.headers.get('x-service')).toBe('orders');
      expect(answer.headers.get('x-request-id')).toBe(gateway.asked.at(-1)?.headers['x-request-id']);
      expect((await answer.text()).length).toBe(typeof body === 'string' ? body.length : 7);
    }
  });

  it('may find that its sender has the answer already', async () => {
    gateway = await startGateway((request, response) => {
      const isKnown = request.headers['if-none-match'] === '"3"';
      response.writeHead(isKnown ? 304 : 200, { etag: '"3"', 'cache-control': 'public, no-cache' });
      response.end(isKnown ? undefined : '{}');
    });
    for (const method of ['GET', 'HEAD']) {
      const answer = await fetch(`${gateway.url}/products`, { method, headers: { 'if-none-match': '"3"' } });
      expect({ status: answer.status, body: await answer.text() }).toEqual({ status: 304, body: '' });
      expect(answer.headers.get('etag')).toBe('"3"');
      expect(answer.headers.get('cache-control')).toBe('public, no-cache');
    }
    expect((await fetch(`${gateway.url}/products`, { headers: { 'if-none-match': '"2"' } })).status).toBe(200);
  });

  it('brings along who asks, for which request, for how long, and from where: as the gateway knows it', async () => {
    gateway = await startGateway(echo);
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const answer = await post('{}', {
      'x-request-id': 'r-1',
      traceparent,
      'x-request-timeout-ms': '9999999',
      'x-forwarded-for': '10.0.0.1',
      'x-forwarded-host': 'evil.example',
      forwarded: 'for=10.0.0.1',
    });
    await answer.text();
    const [asked] = gateway.asked;
    expect(asked?.headers).toMatchObject({
      authorization: `Bearer ${token}`,
      'x-request-id': 'r-1',
      traceparent,
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': `127.0.0.1:${gateway.port}`,
      'x-forwarded-proto': 'http',
      host: gateway.services.find(({ name }) => name === 'orders')?.address.slice('http://'.length),
    });
    expect(asked?.headers).not.toHaveProperty('forwarded');
    expect(Number(asked?.headers['x-request-timeout-ms'])).toBeLessThanOrEqual(5000);
    expect(Number(asked?.headers['x-request-timeout-ms'])).toBeGreaterThan(1000);
  });

  it('leaves behind what concerned one connection only, both ways', async () => {
    gateway = await startGateway((_request, response) => {
      response
        .writeHead(200, {
          connection: 'keep-alive, x-internal',
          'x-internal': '1',
          'proxy-authenticate': 'x',
          'x-kept': '1',
        })
        .end('{}');
    });
    const answer = await raw(
      `GET /products HTTP/1.1\r\nHost: x\r\nConnection: close, X-Secret\r\nX-Secret: 1\r\nTE: trailers\r\nProxy-Authorization: x\r\nUpgrade: h2c\r\nX-Kept: 1\r\n\r\n`,
    );
    const asked = gateway.asked[0]?.headers ?? {};
    expect(asked).toHaveProperty('x-kept');
    for (const gone of ['x-secret', 'te', 'proxy-authorization', 'upgrade']) expect(asked).not.toHaveProperty(gone);
    expect(answer).toMatch(/x-kept: 1/i);
    expect(answer).not.toMatch(/x-internal|proxy-authenticate/i);
  });

  it.each([
    'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\n\r\n',
    'Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef',
    'Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n',
    'Content-Length: +5\r\n\r\nabcde',
  ])('with two meanings is refused: %j', async (rest) => {
    gateway = await startGateway(echo);
    const answer = await raw(
      `POST /orders HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n${rest}`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(answer.match(/HTTP\/1.1/g)).toHaveLength(1);
    expect(gateway.asked).toEqual([]);
  });

  it.each([
    ['says no host', 'Connection: close', 400],
    ['expects what nobody knows', 'Host: x\r\nExpect: 200-ok\r\nConnection: close', 417],
  ])('that %s is refused, and no service is asked', async (_, head, status) => {
    gateway = await startGateway(echo);
    const answer = await raw(`GET /products HTTP/1.1\r\n${head}\r\n\r\n`);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toMatch(/content-type: application\/problem\+json/i);
    expect(gateway.asked).toEqual([]);
  });

  it('that waits to be told to go on is told so by the gateway: the service only gets the body', async () => {
    gateway = await startGateway(echo);
    const answer = await raw(
      `POST /orders HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nExpect: 100-continue\r\nContent-Length: 7\r\nConnection: close\r\n\r\n{"a":1}`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 201 /);
    expect(answer).toContain('\r\n{"a":1}\r\n');
    expect(gateway.asked[0]?.headers).not.toHaveProperty('expect');
  });

  it('over 100 kB is 413, whether its length was said before or not', async () => {
    gateway = await startGateway(echo);
    const long = 'x'.repeat(150_000);
    expect(await problemOf(await post(long))).toEqual(problem(413, 'payload-too-large'));
    expect(gateway.asked).toEqual([]);
    expect(await problemOf(await post(new Blob([long]).stream()))).toEqual(problem(413, 'payload-too-large'));
  });

  it('is not waited for by the service when the client has gone', async () => {
    const gone = Promise.withResolvers<void>();
    gateway = await startGateway((request) => request.socket.once('close', () => gone.resolve()));
    const client = new AbortController();
    const answer = fetch(`${gateway.url}/products`, { signal: client.signal }).catch(() => 'given up');
    await eventually(() => expect(gateway.asked).toHaveLength(1));
    client.abort();
    await gone.promise;
    expect(await answer).toBe('given up');
    await eventually(() => expect(gateway.lines).toEqual([expect.objectContaining({ aborted: true })]));
  });

  it('streams: the first part of an answer arrives before the last is written', async () => {
    const rest = Promise.withResolvers<void>();
    gateway = await startGateway(async (_request, response) => {
      response.write('first ');
      await rest.promise;
      response.end('last');
    });
    const reader = (await fetch(`${gateway.url}/products`)).body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('first ');
    rest.resolve();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('last');
  });
});

describe('a service that fails', () => {
  it('is a 503 when nobody listens, as nothing was sent, and the error is in the log, once', async () => {
    gateway = await startGateway(echo, { away: 'orders' });
    const answer = await post('{}');
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(await problemOf(answer)).toEqual(problem(503, 'unavailable'));
    await eventually(() =>
      expect(gateway.lines).toEqual([
        expect.objectContaining({
          status: 503,
          level: 'error',
          err: expect.objectContaining({ message: expect.stringContaining('ECONNREFUSED') }),
        }),
      ]),
    );
    expect(await (await fetch(`${gateway.url}/readyz`)).json()).toMatchObject({
      dependencies: { orders: 'down' },
    });
  });

  it('is asked again if it refused the connection and comes back at once', async () => {
    gateway = await startGateway(echo, { away: 'orders' });
    const orders = gateway.services.find(({ name }) => name === 'orders');
    const answer = post('{"a":1}');
    await sleep(15);
    orders?.server.listen(Number(new URL(orders.address).port), '127.0.0.1');
    expect(await (await answer).text()).toBe('{"a":1}');
  });

  it('is a 502 when it hangs up, and a POST is not sent twice', async () => {
    gateway = await startGateway((request) => request.socket.destroy());
    expect(await problemOf(await post('{}'))).toEqual(problem(502, 'bad-gateway'));
    expect(gateway.asked).toHaveLength(1);
  });

  it.each(['PATCH', 'DELETE'])('is not told twice to do something when it hangs up: %s', async (method) => {
    gateway = await startGateway((request) => request.socket.destroy());
    const path = method === 'PATCH' ? '/orders/42/status?status=shipped' : '/orders/42';
    const answer = await fetch(gateway.url + path, { method, headers: { authorization: headers.authorization } });
    expect(await problemOf(answer)).toEqual(problem(502, 'bad-gateway'));
    expect(gateway.asked).toHaveLength(1);
  });

  it('is asked again for what only reads when it hangs up', async () => {
    gateway = await startGateway((request, response) => {
      if (gateway.asked.length === 1) request.socket.destroy();
      else response.end('{}');
    });
    expect((await fetch(`${gateway.url}/products`)).status).toBe(200);
  });

  it('never makes half an answer look whole', async () => {
    gateway = await startGateway((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
      setTimeout(() => response.destroy(), 20);
    });
    const answer = await fetch(`${gateway.url}/products`);
    await expect(answer.text()).rejects.toThrow();
  });

  it('is a 504 after five seconds, and a 503 for those it never got to', async () => {
    gateway = await startGateway((request, response) => {
      if (request.url !== '/products/slow') response.end('{}');
    });
    const slow = Array.from({ length: 70 }, () => fetch(`${gateway.url}/products/slow`));
    expect((await fetch(`${gateway.url}/users/me`, { headers })).status).toBe(200);
    const statuses = (await Promise.all(slow)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 504)).toHaveLength(48);
    expect(statuses.filter((status) => status === 503)).toHaveLength(22);
  });
});

describe('a service that restarts', () => {
  it('loses no request that came on a connection it had let idle', async () => {
    gateway = await startGateway(echo);
    for (const { server } of gateway.services) server.keepAliveTimeout = 1000;
    for (const pause of [0, 450, 550, 950, 1050, 0]) {
      await sleep(pause);
      expect((await post('{}')).status).toBe(201);
    }
  });
});
