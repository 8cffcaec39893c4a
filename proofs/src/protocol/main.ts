// `make protocol`: explores the protocol and writes down what was found.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../edit.ts';
import { page, pageFile } from './page.ts';
import { exploreAll } from './report.ts';

const report = await exploreAll();
for (const { setting, exploration } of report.explored) {
  console.log(`${setting.name}: ${exploration.states} states, ${exploration.violation?.what ?? 'everything holds'}`);
  for (const step of exploration.violation?.path ?? []) console.log(`    ${step}`);
}
for (const { takenOut, exploration } of report.spoilt)
  console.log(`without the rule that ${takenOut.rule}: ${exploration.violation?.what ?? 'NOT CAUGHT'}`);
await writeFile(join(root, pageFile), page(report));
console.log(`\nWritten to ${pageFile}.`);
