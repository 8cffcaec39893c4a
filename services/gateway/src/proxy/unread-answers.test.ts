import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@paidonce/shared/testing';
import { createUnreadAnswers } from './unread-answers.ts';

/** More than a connection takes by itself, so that most of it stays here while nobody reads. */
const answer = Buffer.alloc(16 * 1024 * 1024, 'x');
const never = 3_600_000;

const open: { stop(): void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.stop();
});

/** Answers everybody in full, and watches whether they read it. */
async function startServer(bounds: Parameters<typeof createUnreadAnswers>[0]) {
  const unread = createUnreadAnswers(bounds);
  const ended: string[] = [];
  const server = createServer((request, response) => {
    response.once('close', () => ended.push(request.url ?? ''));
    response.end(answer);
    unread.watch(response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo; // it listens on TCP
  open.push({ stop: () => server.close().closeAllConnections() });
  return { ended, ask: (path: string) => ask(port, path) };
}

/** Somebody who asks, and reads nothing by themselves. */
function ask(port: number, path: string): Socket {
  const socket = connect(port, '127.0.0.1').on('error', () => {}); // it is cut off
  socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
  open.push({ stop: () => socket.destroy() });
  return socket.pause();
}

describe('an answer', () => {
  it('that is read sip by sip ends when its time is over', async () => {
    const { ended, ask } = await startServer({ milliseconds: 500, bytes: Number.POSITIVE_INFINITY });
    const socket = ask('/sipped');
    const sips = setInterval(() => socket.read(1), 20);
    await eventually(() => expect(ended).toEqual(['/sipped']), { timeout: 5_000 });
    clearInterval(sips);
  });

  it('that is read is nobody’s burden', async () => {
    const { ended, ask } = await startServer({ milliseconds: never, bytes: answer.length * 1.5 });
    ask('/read').resume();
    await eventually(() => expect(ended).toEqual(['/read']));
    ask('/second');
    await sleep(200);
    expect(ended).toEqual(['/read']);
  });

  it('that waits longest ends when all of them together hold too much', async () => {
    const { ended, ask } = await startServer({ milliseconds: never, bytes: answer.length * 2.5 });
    for (const path of ['/first', '/second', '/third']) {
      ask(path);
      await sleep(100);
    }
    await eventually(() => expect(ended).toEqual(['/first']), { timeout: 5_000 });
  });
});
