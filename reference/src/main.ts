// `make docs`: writes the pages of docs/ that are made from the sources.

import { writeFileSync } from 'node:fs';
import { pages } from './pages.ts';

for (const { file, text } of pages) {
  writeFileSync(file, text);
  process.stdout.write(`${file}\n`);
}
