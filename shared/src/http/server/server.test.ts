import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { createLogger } from '../../observability/index.ts';
import { createServicePool } from '../calls/service-pool.ts';
import { createHttpServer } from './server.ts';

const log = createLogger({ name: 'test', level: 'silent' });

/** Answers every request after some milliseconds, and when it `readsFirst`, not before the whole body is there. */
async function slowServer(milliseconds: number, { readsFirst = false, onAsked = () => {} } = {}) {
  const server = createHttpServer({
    host: '127.0.0.1',
    port: 0,
    log,
    app: async (request, response) => {
      onAsked();
      if (readsFirst) await text(request).catch(() => '');
      await sleep(milliseconds);
      response.end('done');
    },
  });
  await server.start();
  return server;
}

async function ask(socket: Socket): Promise<string> {
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  const [answer] = await once(socket, 'data');
  return String(answer);
}

describe('a server that stops', () => {
  it('answers what it was asked, and takes no new connections', async () => {
    const asked = Promise.withResolvers<void>();
    const server = await slowServer(200, { onAsked: asked.resolve });
    const { port } = server;
    const answer = fetch(`http://127.0.0.1:${port}/`, { headers: { connection: 'close' } });
    await asked.promise;
    const stopped = server.stop();
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow('fetch failed');
    expect(await (await answer).text()).toBe('done');
    await stopped;
  });

  it('still answers on a connection that was idle, and says that it was the last time', async () => {
    const server = await slowServer(0);
    const socket = connect(server.port, '127.0.0.1');
    expect(await ask(socket)).toContain('Connection: keep-alive');
    const stopped = server.stop();
    expect(await ask(socket)).toContain('Connection: close');
    await stopped;
  });

  it('does not wait for connections on which nobody asks anything', async () => {
    const server = await slowServer(0);
    const socket = connect(server.port, '127.0.0.1');
    await ask(socket);
    const closed = once(socket, 'close');
    const began = Date.now();
    await Promise.all([server.stop(), closed]);
    expect(Date.now() - began).toBeLessThan(4000);
  });

  it('loses no request of our own clients under load: each is answered or never taken', async () => {
    const server = await slowServer(2);
    const pool = createServicePool(`http://127.0.0.1:${server.port}`, 8);
    const outcomes = new Map<string, number>();
    let asking = true;
    const client = async () => {
      while (asking) {
        const outcome = await pool
          .request({ path: '/', method: 'POST', body: '{}' })
          .then(async ({ statusCode, body }) => (await body.text()) && String(statusCode))
          .catch((error: NodeJS.ErrnoException) => error.code ?? error.message);
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        await sleep(outcome === '200' ? 0 : 20);
      }
    };
    const clients = Array.from({ length: 16 }, client);
    while ((outcomes.get('200') ?? 0) < 100) await sleep(5);
    await server.stop();
    asking = false;
    await Promise.all(clients);
    await pool.destroy();
    expect([...outcomes.keys()].sort()).toEqual(['200', 'ECONNREFUSED']);
  });

  it('waits for a slow client no longer than a request may take', async () => {
    const asked = Promise.withResolvers<void>();
    const server = await slowServer(0, { readsFirst: true, onAsked: asked.resolve });
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc');
    await asked.promise;
    const began = Date.now();
    const patience = setTimeout(() => socket.destroy(), 20_000);
    await server.stop();
    clearTimeout(patience);
    expect(Date.now() - began).toBeLessThan(9000);
  });

  it('may be stopped without having been started, and twice', async () => {
    const server = createHttpServer({ host: '127.0.0.1', port: 0, log, app: () => {} });
    await server.stop();
    await server.start();
    await server.stop();
    await server.stop();
  });
});

describe('a server that starts', () => {
  it('says which port it got', async () => {
    const lines: string[] = [];
    const server = createHttpServer({
      host: '127.0.0.1',
      port: 0,
      app: () => {},
      log: createLogger({ name: 'test', destination: { write: (line) => void lines.push(line) } }),
    });
    await server.start();
    expect(JSON.parse(lines.join(''))).toMatchObject({ msg: 'listening', port: server.port });
    await server.stop();
  });

  it('fails when the port is taken', async () => {
    const first = await slowServer(0);
    const second = createHttpServer({ host: '127.0.0.1', port: first.port, log, app: () => {} });
    await expect(second.start()).rejects.toMatchObject({
      message: `Cannot listen on 127.0.0.1:${first.port}`,
      cause: { code: 'EADDRINUSE' },
    });
    await second.stop();
    await first.stop();
  });
});

describe('a request that is unfit', () => {
  it.each([
    ['says no host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'malformed-request'],
    [
      'expects what nobody knows',
      'GET / HTTP/1.1\r\nHost: x\r\nExpect: 200-ok\r\nConnection: close\r\n\r\n',
      417,
      'expectation-failed',
    ],
  ])('as it %s is refused with a problem document', async (_, bytes, status, type) => {
    const server = await slowServer(0);
    const socket = connect(server.port, '127.0.0.1');
    socket.write(bytes);
    const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head).toMatch(/content-type: application\/problem\+json/i);
    expect(JSON.parse(body)).toMatchObject({ type: `/problems/${type}`, status });
    await server.stop();
  });

  it('is not one that HTTP/1.0 sends without a host', async () => {
    const server = await slowServer(0);
    const socket = connect(server.port, '127.0.0.1');
    socket.write('GET / HTTP/1.0\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1.1 200 /);
    await server.stop();
  });
});
