// `make mutants`: takes out one guard at a time, and shows that its test notices, and for the right reason.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { edited, root } from '../edit.ts';
import { copyOfTree } from './copy-of-tree.ts';
import type { Mutant } from './mutant.ts';
import { mutants } from './mutants.ts';
import { page, pageFile } from './page.ts';
import { runTests, type Verdict } from './run-tests.ts';

const atOnce = 2;

const wanted = process.argv.slice(2).join(' ').toLowerCase();
const chosen = mutants.filter(({ guard }) => guard.toLowerCase().includes(wanted));
if (chosen.length === 0) {
  console.error(`No guard is called "${wanted}". There are:\n  ${mutants.map(({ guard }) => guard).join('\n  ')}`);
  process.exit(2);
}

const begun = Date.now();
const escaped: string[] = [];
const report = (guard: string, problem: string | undefined, said = '') => {
  const seconds = Math.round((Date.now() - begun) / 1000);
  console.log(`${problem ? '✗' : '✓'} ${guard}: ${problem ?? 'caught'} (${seconds} s)`);
  if (!problem) return;
  escaped.push(guard);
  console.log(said.slice(0, 4_000).replaceAll(/^/gm, '    '));
};

const untouched = await copyOfTree();
try {
  console.log(`… ${chosen.length} tests, with every guard in its place`);
  const verdicts = await runTests(
    untouched.dir,
    chosen.map(({ test }) => test),
  );
  for (const [index, { guard }] of chosen.entries())
    if (verdicts[index]?.outcome !== 'passed')
      report(guard, `its test ${verdicts[index]?.outcome} with the guard in its place`, verdicts[index]?.said);
} finally {
  await untouched.remove();
}

if (escaped.length === 0) {
  console.log('… and without each of them');
  const left = [...chosen];
  await Promise.all(Array.from({ length: atOnce }, takeOutTheNext));

  async function takeOutTheNext(): Promise<void> {
    for (let mutant = left.shift(); mutant; mutant = left.shift()) {
      const verdict = await without(mutant);
      report(mutant.guard, problemWith(mutant, verdict), verdict.said);
    }
  }
}

if (escaped.length > 0) {
  console.log(`\nNot shown: ${escaped.join(', ')}`);
  process.exitCode = 1;
} else if (chosen.length === mutants.length) {
  await writeFile(join(root, pageFile), page(mutants));
  console.log(`\nAll ${mutants.length} caught; ${pageFile} says so.`);
}

async function without(mutant: Mutant): Promise<Verdict> {
  const tree = await copyOfTree();
  try {
    await tree.write(edited(mutant.edits));
    const [verdict] = await runTests(tree.dir, [mutant.test]);
    return verdict ?? { outcome: 'absent', said: '' };
  } finally {
    await tree.remove();
  }
}

function problemWith({ says }: Mutant, { outcome, said }: Verdict): string | undefined {
  if (outcome === 'absent') return 'its test did not run';
  if (outcome === 'passed') return 'its test did not notice';
  return said.replaceAll(/\s+/g, ' ').includes(says) ? undefined : `its test failed for another reason than: ${says}`;
}
