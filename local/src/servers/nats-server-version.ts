// Which nats-server is recent enough.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** 2.10 brought what streams and consumers here use (consumer metadata, filter subjects). */
const oldest = { major: 2, minor: 10 };
export const oldestVersion = `${oldest.major}.${oldest.minor}`;

/**
 * Asks the program for its version.
 * @returns whether it is the oldest supported one or later; false also when there is no such program, or when it does not run
 */
export async function isRecent(command: string, env: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  try {
    const { stdout } = await run(command, ['--version'], { env });
    const [, major = '0', minor = '0'] = /v(\d+)\.(\d+)/.exec(stdout) ?? [];
    if (Number(major) !== oldest.major) return Number(major) > oldest.major;
    return Number(minor) >= oldest.minor;
  } catch {
    return false;
  }
}
