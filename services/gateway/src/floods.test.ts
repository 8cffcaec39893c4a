import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { connect, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually, testTokens } from '@paidonce/shared/testing';
import { bob, secret, startGateway, type TestGateway } from './testing/gateway.ts';

let gateway: TestGateway;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await gateway.stop();
});

function* endless() {
  for (;;) yield Buffer.alloc(64 * 1024);
}

const answer: RequestListener = (_request, response) => response.end('{}');

/** A client that writes this and then does nothing more; `localAddress` makes it another one. */
function client(bytes: string, localAddress = '127.0.0.1'): Socket {
  const socket = connect({ port: gateway.port, host: '127.0.0.1', localAddress });
  socket.on('error', () => {});
  socket.write(bytes);
  sockets.push(socket);
  return socket;
}

const crowd = (size: number, bytes: string) => Array.from({ length: size }, () => client(bytes));

/** Sooner than anything is given up: that takes five seconds. */
const soonMilliseconds = 4_500;

async function timed(path: string, options: RequestInit = {}) {
  const began = performance.now();
  const { status } = await fetch(gateway.url + path, options);
  return { status, soon: performance.now() - began < soonMilliseconds };
}

const halfLogin =
  'POST /login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"email":';

describe('bodies that come slowly', () => {
  it('hold nothing of the service: the others log in meanwhile', async () => {
    gateway = await startGateway(answer);
    crowd(200, halfLogin);
    await sleep(100);
    expect(await timed('/login', { method: 'POST', body: '{}' })).toMatchObject({ status: 200, soon: true });
    expect(gateway.asked).toHaveLength(1);
  });

  it('are refused with 408 when they stop, before the request has taken its whole time', async () => {
    gateway = await startGateway(answer);
    const began = performance.now();
    const said = await text(client(halfLogin));
    expect(performance.now() - began).toBeLessThan(9_500);
    expect(said).toMatch(/^HTTP\/1.1 408 /);
    expect(said).toContain('/problems/request-timeout');
    expect(gateway.asked).toEqual([]);
  });

  it('are refused with 413 when they are too long, also when they stop then', async () => {
    gateway = await startGateway(answer);
    const began = performance.now();
    const head = 'POST /login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
    const said = await Promise.all([
      text(client(`${head}Content-Length: 200000\r\n\r\nabc`)),
      text(client(`${head}Transfer-Encoding: chunked\r\n\r\n${(120_000).toString(16)}\r\n${'x'.repeat(110_000)}`)),
    ]);
    for (const answer of said) expect(answer).toMatch(/^HTTP\/1.1 413 .*\/problems\/payload-too-large/s);
    expect(performance.now() - began).toBeLessThan(soonMilliseconds);
  });
});

describe('answers that nobody reads', () => {
  it('hold nothing of the service, and end after a while', async () => {
    gateway = await startGateway((_request, response) => response.end('x'.repeat(200_000)));
    const greedy = client('GET /products HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(150)).pause();
    while (gateway.asked.length < 64) await sleep(20);
    await sleep(500);
    expect(await timed('/products')).toEqual({ status: 200, soon: true });

    const ended = new Promise((resolve) => greedy.once('close', resolve));
    await sleep(12_000);
    greedy.resume(); // what was sent is taken, and then comes the end
    await ended;
  });
});

describe('long answers that nobody reads', () => {
  const withoutEnd: RequestListener = (request, response) => {
    if (request.url === '/products') pipeline(endless(), response, () => {});
    else response.end('{}');
  };
  const unread = 'GET /products HTTP/1.1\r\nHost: x\r\n\r\n';

  it('end with the time of their requests, and are not taken for failures of the service', async () => {
    gateway = await startGateway(withoutEnd);
    for (let one = 0; one < 6; one += 1) client(unread).pause();
    await eventually(() => expect(gateway.lines).toHaveLength(6));
    expect(gateway.lines).toEqual(Array(6).fill(expect.objectContaining({ level: 'info', aborted: true })));
    expect(await timed('/products/mug')).toMatchObject({ status: 200 });
  });
});

describe('a thousand connections', () => {
  it('are not held: the client that has most of them loses the most useless', async () => {
    gateway = await startGateway(answer, { env: { MAX_CONNECTIONS: '100' } });
    const other = client('GET /products HTTP/1.1\r\nHost: x\r\n\r\n', '127.0.0.2');
    await once(other, 'data');
    const idle = [...crowd(500, ''), ...crowd(300, 'GET /products HTTP/1.1\r\nHost:'), ...crowd(200, halfLogin)];
    const open = () => idle.filter((socket) => !socket.closed && !socket.readableEnded).length;
    await eventually(() => expect(open()).toBeLessThanOrEqual(100), { timeout: soonMilliseconds });
    expect(await timed('/products')).toMatchObject({ status: 200 });

    other.write('GET /products HTTP/1.1\r\nHost: x\r\n\r\n');
    const [reply] = await once(other, 'data');
    expect(String(reply)).toMatch(/^HTTP\/1.1 200 /);
    const told = gateway.lines.filter(({ msg }) => String(msg).startsWith('too many connections'));
    expect(told).toHaveLength(1);
  });
});

describe('a service that hangs', () => {
  it('is soon refused at once and does not take the others along, and is asked again when it is back', async () => {
    let hangs = true;
    gateway = await startGateway((_request, response) => {
      if (!hangs || gateway.asked.at(-1)?.service !== 'products') response.end('{}');
    });
    const first = await Promise.all(Array.from({ length: 6 }, () => timed('/products')));
    expect(first.map(({ status }) => status)).toEqual(Array<number>(6).fill(504));

    const refused = await fetch(`${gateway.url}/products`);
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await timed('/products')).toEqual({ status: 503, soon: true });
    expect(await timed('/login', { method: 'POST' })).toMatchObject({ status: 200 });
    expect(gateway.asked.filter(({ service }) => service === 'products')).toHaveLength(6);

    hangs = false;
    await sleep(1_000);
    expect(await timed('/products')).toMatchObject({ status: 200 });
    const told = gateway.lines.map(({ msg }) => msg).filter((msg) => msg !== 'request');
    expect(told).toEqual(['a service does not answer; not asking it', 'the service answers again']);
  });
});

describe('users who ask for everything at once', () => {
  it('leave places to the others, however long all of it takes', async () => {
    gateway = await startGateway((request, response) => {
      if (request.url !== '/products/slow') response.end('{}');
    });
    for (let one = 0; one < 100; one += 1) client('GET /products/slow HTTP/1.1\r\nHost: x\r\n\r\n', '127.0.0.2');
    await eventually(() => expect(gateway.asked.length).toBeGreaterThanOrEqual(48));
    expect(await timed('/products')).toMatchObject({ status: 200 });
  });

  it('hold up nobody else: another is served before most of it', async () => {
    const held: (() => void)[] = [];
    let holding = true;
    gateway = await startGateway((_request, response) => {
      if (holding) held.push(() => response.end('{}'));
      else response.end('{}');
    });
    const [ann, bert, carl] = ['0', '1', '2'].map((last) => {
      const id = `01935d2e-7b6a-7c3e-9a51-3f2b8c4d5e7${last}` as typeof bob.id;
      return { headers: { authorization: `Bearer ${testTokens(secret).sign({ ...bob, id })}` } };
    });
    const flood = Array.from({ length: 400 }, (_, number) => timed('/orders', number % 2 ? ann : bert));
    while (held.length < 64) await sleep(5);

    const another = timed('/orders', carl).finally(() => {
      holding = false;
    });
    let answered = 0;
    while (holding) {
      held.shift()?.(); // which lets the next one in
      answered += 1;
      await sleep(10);
    }
    expect(await another).toMatchObject({ status: 200 });
    expect(answered).toBeLessThan(200);
    for (const answer of held) answer();
    expect((await Promise.all(flood)).map(({ status }) => status)).toContain(200);
  });
});
