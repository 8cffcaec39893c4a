// The nats-server to run: one that is here already, else one that gets installed.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { home } from './home.ts';
import { installNatsServer } from './install-nats-server.ts';

const run = promisify(execFile);
/** 2.10 brought what streams and consumers here use (consumer metadata, filter subjects). */
const OLDEST = { major: 2, minor: 10 };

type Surroundings = {
  env?: NodeJS.ProcessEnv;
  /** Where an installed copy is kept. */
  copy?: string;
  install?: (target: string) => Promise<boolean>;
};

/**
 * First that serves: NATS_SERVER_BIN, one on PATH from 2.10 on, the copy under `.paidonce/`, one installed there now.
 * @returns the path (or the bare name, found on PATH)
 * @throws a sentence that names the ways to get one
 */
export async function findNatsServer(surroundings: Surroundings = {}): Promise<string> {
  const { env = process.env, copy = join(home(), 'bin/nats-server'), install = installNatsServer } = surroundings;
  const named = env.NATS_SERVER_BIN;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`NATS_SERVER_BIN names ${named}, but there is no such file: correct it or leave it out`);
  }
  if (await isRecent('nats-server', env)) return 'nats-server';
  if (existsSync(copy)) return copy;
  if (await install(copy)) return copy;
  throw new Error(
    'No nats-server found or installable: run `brew install nats-server`, or install python3 with venv or Go, or set NATS_SERVER_BIN to a nats-server 2.10 or later, or NATS_URL to a running one',
  );
}

async function isRecent(command: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  try {
    const { stdout } = await run(command, ['--version'], { env });
    const [, major = '0', minor = '0'] = /v(\d+)\.(\d+)/.exec(stdout) ?? [];
    if (Number(major) !== OLDEST.major) return Number(major) > OLDEST.major;
    return Number(minor) >= OLDEST.minor;
  } catch {
    return false;
  }
}
