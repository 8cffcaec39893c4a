// PostgreSQL refuses to run as root; for a root user it runs as somebody who owns its files and nothing else.

import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);
const systemUser = 'postgres';
const setpriv = '/usr/bin/setpriv';

export type Owner = { uid: number; gid: number };
export type Command = { command: string; args: string[] };

/** The owner of PostgreSQL's files when this process is root (made if missing), else undefined: we own them ourselves. */
export async function postgresOwner(): Promise<Owner | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  if (!existsSync(setpriv)) {
    throw new Error('PostgreSQL refuses to run as root and setpriv (util-linux) is missing: run as an ordinary user');
  }
  const id = async (flag: string) => Number((await run('id', [flag, systemUser])).stdout);
  try {
    return { uid: await id('-u'), gid: await id('-g') };
  } catch {
    await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', systemUser]);
    return { uid: await id('-u'), gid: await id('-g') };
  }
}

/** The same command as the owner, who may pass through directories that are closed to others, as /root usually is. */
export function asOwner(owner: Owner | undefined, { command, args }: Command): Command {
  if (!owner) return { command, args };
  const capability = passingThrough();
  const identity = [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups'];
  const privilege = [`--inh-caps=+${capability}`, `--ambient-caps=+${capability}`];
  return { command: setpriv, args: [...identity, ...privilege, command, ...args] };
}

/** The narrowest capability that does it; containers usually leave root only the wider one. */
function passingThrough(): string {
  const dacReadSearch = 1n << 2n;
  const [, bounding = '0'] = /^CapBnd:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return BigInt(`0x${bounding}`) & dacReadSearch ? 'dac_read_search' : 'dac_override';
}
