// The files of the working tree that git has or would take.

import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { git } from '../git.ts';
import type { Finding } from '../gitleaks.ts';
import { inFolder } from '../in-folder.ts';
import { scanFiles } from './files.ts';

export async function scanTree(repository: string): Promise<Finding[]> {
  const listing = await git(repository, [
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
    '--deduplicate',
  ]);
  const deleted = new Set((await git(repository, ['ls-files', '-z', '--deleted'])).split('\0'));
  const files = listing.split('\0').filter((file) => file !== '' && !deleted.has(file));
  return inFolder(async (folder) => {
    await Promise.all(files.map((file) => cp(join(repository, file), join(folder, file), { recursive: true })));
    return scanFiles(folder);
  });
}
