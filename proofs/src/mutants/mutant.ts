// A guard that is taken out of the code, and the test that has to notice.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Edit = { file: string; from: string; to: string };

export type Mutant = {
  guard: string;
  /** What nothing but this guard gives. */
  gives: string;
  edits: readonly Edit[];
  /** The narrowest test that sees the guard work, and that no other guard hides it from. */
  test: { file: string; name: string };
  /** What the test says without the guard, each blank as one space: a failure for any other reason proves nothing. */
  says: string;
};

/**
 * The sources without the guard, by file.
 * @throws when a text to be replaced is not there exactly once: the code has changed, so the mutant has to
 */
export function mutated(root: string, { guard, edits }: Pick<Mutant, 'guard' | 'edits'>): Map<string, string> {
  const sources = new Map<string, string>();
  for (const { file, from, to } of edits) {
    const source = sources.get(file) ?? readFileSync(join(root, file), 'utf8');
    const [before = '', after, ...more] = source.split(from);
    if (after === undefined || more.length > 0)
      throw new Error(`"${guard}" cannot be taken out: ${file} must hold this exactly once:\n${from}`);
    sources.set(file, before + to + after);
  }
  return sources;
}
