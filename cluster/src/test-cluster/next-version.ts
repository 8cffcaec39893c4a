// Another version of the shop: a chart of another version, and images under another tag. What is in them is the same.

import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { bringAgain } from '../images/bring-images.ts';
import { imageNames } from '../images/build-images.ts';
import { settings } from '../settings.ts';
import { chart } from '../shop/release.ts';

export type NextVersion = { chart: string; tag: string };

export async function withNextVersion(use: (next: NextVersion) => Promise<void>): Promise<void> {
  const tag = `${settings.tag}-next`;
  await bringAgain(await imageNames(settings.tag), await imageNames(tag));
  const folder = await mkdtemp(join(tmpdir(), 'paidonce-chart-'));
  try {
    await cp(chart, folder, { recursive: true });
    const file = join(folder, 'Chart.yaml');
    const about = parseDocument(await readFile(file, 'utf8'));
    for (const version of ['version', 'appVersion']) about.set(version, `${about.get(version)}-next`);
    await writeFile(file, about.toString());
    await use({ chart: folder, tag });
  } finally {
    await rm(folder, { recursive: true });
  }
}
