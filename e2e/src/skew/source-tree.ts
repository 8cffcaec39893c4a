// The sources of another revision, checked out beside ours and able to run.

import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);
const ours = resolve(import.meta.dirname, '../../..');

export type SourceTree = {
  dir: string;
  /** What people call the revision: its short id and the first line of its message. */
  title: string;
  /** At once, so that a process can do it as its last thing. */
  remove(): void;
};

type Lock = z.infer<typeof lock>;
const lock = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.string().optional(), resolved: z.string().optional(), link: z.boolean().optional() }),
  ),
});

/** @param dir made, and removed again @throws in a sentence when there is no such revision */
export async function checkOut(revision: string, dir: string): Promise<SourceTree> {
  const git = (...args: string[]) => run('git', args, { cwd: ours });
  await git('rev-parse', '--verify', '--quiet', `${revision}^{commit}`).catch((cause: unknown) => {
    throw new Error(`There is no revision ${revision} in this checkout: name another, or fetch more of the history`, {
      cause,
    });
  });
  const { stdout: title } = await git('log', '-1', '--format=%h %s', revision);
  await git('worktree', 'add', '--detach', dir, revision);
  const remove = () => void execFileSync('git', ['worktree', 'remove', '--force', dir], { cwd: ours });
  try {
    await installPackages(dir);
  } catch (error) {
    remove();
    throw error;
  }
  return { dir, title: title.trim(), remove };
}

/** Ours are used where the other revision asks for the same; else npm installs, which takes a minute. */
async function installPackages(dir: string): Promise<void> {
  const [wanted, present] = [await lockOf(dir), await lockOf(ours)];
  if (hasAllOf(present, wanted)) return linkPackages(dir, wanted);
  await run('npm', ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'], {
    cwd: dir,
  });
}

const lockOf = async (dir: string): Promise<Lock> =>
  lock.parse(JSON.parse(readFileSync(join(dir, 'package-lock.json'), 'utf8')));

const fetched = ({ packages }: Lock) =>
  Object.entries(packages).filter(([path, { link }]) => path.includes('node_modules/') && !link);

const hasAllOf = (present: Lock, wanted: Lock): boolean =>
  fetched(wanted).every(([path, { version }]) => present.packages[path]?.version === version);

/** Each package is a link to ours, but the workspaces, which are the other revision's own. */
async function linkPackages(dir: string, wanted: Lock): Promise<void> {
  for (const [path, { link, resolved }] of Object.entries(wanted.packages)) {
    const [, nested] = path.split('node_modules/').slice(1);
    if (!path.includes('node_modules/') || nested !== undefined) continue; // inside a package that is linked whole
    const place = join(dir, path);
    await mkdir(dirname(place), { recursive: true });
    await symlink(link && resolved ? relative(dirname(place), join(dir, resolved)) : join(ours, path), place);
  }
}
