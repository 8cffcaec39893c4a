// `make manifests`: writes the files of k8s/ that come from the chart, and takes away those that no longer do.

import { globSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder, manifests } from './manifests.ts';

const made = await manifests();
for (const file of globSync('[0-9]*.yaml', { cwd: folder })) if (!made.has(file)) rmSync(join(folder, file));
for (const [file, text] of made) writeFileSync(join(folder, file), text);
process.stdout.write(`Written to k8s: ${[...made.keys()].join(', ')}.\n`);
