// Who listens on a port, as far as this machine tells us.

import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** For example `node (process 4711)`; undefined when the system does not say. */
export async function holderOfPort(port: number): Promise<string | undefined> {
  const holder = process.platform === 'linux' ? await fromProc(port) : await fromLsof(port);
  return holder && `${holder.command} (process ${holder.pid})`;
}

type Holder = { command: string; pid: string };

/** Slim Linux machines have neither lsof nor ss, but always /proc: the socket's inode leads to the process that has it open. */
async function fromProc(port: number): Promise<Holder | undefined> {
  const sockets = await listeningSockets(port);
  const pids = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry));
  for (const pid of pids) {
    const files = await readdir(`/proc/${pid}/fd`).catch(() => []);
    for (const file of files) {
      const target = await readlink(`/proc/${pid}/fd/${file}`).catch(() => '');
      if (!sockets.has(target)) continue;
      const [program = ''] = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
      return { pid, command: basename(program) };
    }
  }
  return undefined;
}

async function listeningSockets(port: number): Promise<Set<string>> {
  const listening = '0A';
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const sockets = new Set<string>();
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    const lines = (await readFile(table, 'utf8').catch(() => '')).split('\n');
    for (const line of lines) {
      const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
      if (state === listening && local?.endsWith(`:${hex}`)) sockets.add(`socket:[${inode}]`);
    }
  }
  return sockets;
}

async function fromLsof(port: number): Promise<Holder | undefined> {
  try {
    const { stdout } = await run('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc']);
    const [, pid, command] = /^p(\d+)\nc(.+)$/m.exec(stdout) ?? [];
    return pid && command ? { pid, command } : undefined;
  } catch {
    return undefined;
  }
}
