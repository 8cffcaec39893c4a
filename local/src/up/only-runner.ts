// At most one `make up` per directory: a socket that disappears with the process that holds it, unlike a file with a number.

import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Becomes the only runner for `dir` until the returned function is called or the process ends.
 * @returns undefined when there is one already
 */
export async function becomeOnlyRunner(dir: string): Promise<(() => void) | undefined> {
  // Not inside `dir`: the path of a socket is limited to about 100 bytes.
  const path = join(tmpdir(), `paidonce-${createHash('sha256').update(dir).digest('hex').slice(0, 16)}.sock`);
  if (await answers(path)) return undefined;
  await rm(path, { force: true });
  const server = await listen(path);
  return server && (() => server.close());
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function listen(path: string): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', () => resolve(undefined));
    server.listen(path, () => resolve(server.unref()));
  });
}
