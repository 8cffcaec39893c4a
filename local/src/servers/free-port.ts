// A TCP port of the loopback interface on which nobody listens.

import { randomInt } from 'node:crypto';
import { mkdir, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { portIsFree } from './port-is-free.ts';

const reservations = join(tmpdir(), 'paidonce-ports');
/** By then whoever asked for the port listens on it, or never will. */
const reservedMilliseconds = 60_000;

/**
 * A free port below the range from which systems number outgoing connections: a server that is stopped and started
 * again must find its port free, however many clients tried to reconnect meanwhile. Systems that start at the same
 * time, each in a process of its own, do not get the same one, although it is bound only seconds later.
 */
export async function freePort(): Promise<number> {
  await mkdir(reservations, { recursive: true });
  for (;;) {
    const port = randomInt(15_000, 32_000);
    if ((await reserve(port)) && (await portIsFree(port))) return port;
  }
}

async function reserve(port: number): Promise<boolean> {
  const file = join(reservations, String(port));
  try {
    await (await open(file, 'wx')).close();
    return true;
  } catch {
    const reserved = await stat(file).catch(() => undefined);
    if (reserved && Date.now() - reserved.mtimeMs > reservedMilliseconds) await rm(file, { force: true });
    return false;
  }
}
