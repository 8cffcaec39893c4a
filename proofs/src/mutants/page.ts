// docs/mutants.md: written by `make mutants` after all were caught, and compared with the list of mutants by a test.

import type { Mutant } from './mutant.ts';

export const pageFile = 'docs/mutants.md';

const intro = `# Guards, taken out one at a time

A green test proves nothing until it was seen red. \`make mutants\` copies the checkout, takes out one guard (a small exact replacement in the
sources), and runs the one test that only this guard keeps green. It is green with the guard and red without it, and for the reason that stands in the last column. Each
test is chosen so that no other guard hides the loss: where the inbox and a state guard protect the same effect, the test goes around the one to see the other.

This page is written by \`make mutants\` when every guard was caught, and a test of the suite compares it with
\`proofs/src/mutants\`. To see one alone: \`make mutants only=slot\`.
`;

export function page(mutants: readonly Mutant[]): string {
  const rows = mutants.map(({ guard, gives, edits, test, says }) => [
    `**${guard}**`,
    gives,
    [...new Set(edits.map(({ file }) => `\`${file}\``))].join(' '),
    `\`${test.file}\`: ${test.name}`,
    `\`${says}\``,
  ]);
  const head = ['guard', 'what it gives', 'taken out of', 'the test that turns red', 'and says'];
  const table = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(inCell).join(' | ')} |`);
  return `${intro}\n${table.join('\n')}\n`;
}

const inCell = (text: string) => text.replaceAll('|', '\\|');
