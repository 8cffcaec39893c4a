// `make manifests`: writes the files of k8s/ that come from the chart, and takes away those that no longer do.

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { keptFiles } from './kept-files.ts';
import { folder, manifests } from './manifests.ts';

const made = await manifests();
for (const file of keptFiles()) if (!made.has(file)) await rm(join(folder, file));
for (const [file, text] of made) {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), text);
}
process.stdout.write(`Written to k8s: ${[...made.keys()].join(', ')}.\n`);
