// The layers and the configuration of our images.

import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Finding } from '../gitleaks.ts';
import { inFolder } from '../in-folder.ts';
import { scanFiles } from './files.ts';

const run = promisify(execFile);

/** @returns undefined where there are none with that tag, or no Docker engine */
export async function scanImages(tag: string): Promise<Finding[] | undefined> {
  const list = ['image', 'ls', '--format={{.Repository}}:{{.Tag}}', `--filter=reference=paidonce/*:${tag}`];
  const listing = await run('docker', list).catch(() => ({ stdout: '' }));
  const images = listing.stdout.split('\n').filter(Boolean);
  if (images.length === 0) return undefined;
  return inFolder(async (folder) => {
    const saved = join(folder, 'images.tar');
    await run('docker', ['save', `--output=${saved}`, ...images]);
    return scanSaved(saved);
  });
}

/** @param saved what `docker save` wrote: layers as `layer.tar`, or as blobs that are called after their digests */
export function scanSaved(saved: string): Promise<Finding[]> {
  return inFolder(async (folder) => {
    await run('tar', ['-xf', saved, '-C', folder]);
    for (const blob of globSync('blobs/*/*', { cwd: folder })) {
      const file = join(folder, blob);
      await rename(file, file + (await endingOf(file)));
    }
    return scanFiles(folder);
  });
}

/** gitleaks tells an archive by its name alone. */
async function endingOf(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(512), 0, 512, 0);
    if (buffer.readUInt16BE() === 0x1f8b) return '.tar.gz';
    if (buffer.readUInt32BE() === 0x28b52ffd) return '.tar.zst';
    return buffer.toString('latin1', 257, 262) === 'ustar' ? '.tar' : '';
  } finally {
    await handle.close();
  }
}
