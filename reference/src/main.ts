// `make docs`: writes the pages of docs/ that are made from the sources.

import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { pages } from './pages.ts';

for (const { file, text } of pages) {
  writeFileSync(file, text);
  process.stdout.write(`Written to ${relative('.', file)}.\n`);
}
