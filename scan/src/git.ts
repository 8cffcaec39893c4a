// What git says.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export async function git(repository: string, args: readonly string[]): Promise<string> {
  return (await run('git', ['-C', repository, ...args], { maxBuffer: 256 * 1024 ** 2 })).stdout;
}
