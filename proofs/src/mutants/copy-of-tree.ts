// A copy of the checkout to be spoilt: no mutant ever touches the sources that somebody works on.

import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { root } from '../edit.ts';

export type CopyOfTree = {
  dir: string;
  write(sources: ReadonlyMap<string, string>): Promise<void>;
  remove(): Promise<void>;
};

const leftOut = new Set(['node_modules', '.git', '.paidonce', '.turbo', 'coverage']);

export async function copyOfTree(): Promise<CopyOfTree> {
  const dir = await mkdtemp(join(tmpdir(), 'paidonce-mutant-'));
  await cp(root, dir, { recursive: true, filter: (source) => !leftOut.has(basename(source)) });
  const packages = join(root, 'node_modules');
  await mkdir(join(dir, 'node_modules'));
  for (const name of await readdir(packages))
    if (name !== '@paidonce') await symlink(join(packages, name), join(dir, 'node_modules', name));
  // Relative links to the workspaces, which in the copy lead to the copy.
  await cp(join(packages, '@paidonce'), join(dir, 'node_modules/@paidonce'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  // The servers that were installed once.
  await mkdir(join(root, '.paidonce'), { recursive: true });
  await symlink(join(root, '.paidonce'), join(dir, '.paidonce'));
  return {
    dir,
    async write(sources) {
      for (const [file, source] of sources) await writeFile(join(dir, file), source);
    },
    remove: () => rm(dir, { recursive: true }),
  };
}
