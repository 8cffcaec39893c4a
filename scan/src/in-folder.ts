// A folder for as long as it takes to look at what is in it.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export async function inFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'paidonce-scan-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
