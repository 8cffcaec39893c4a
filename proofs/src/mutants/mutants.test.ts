import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { root } from './copy-of-tree.ts';
import { mutated } from './mutant.ts';
import { mutants } from './mutants.ts';
import { page, pageFile } from './page.ts';

describe('taking out guards', () => {
  it.each(mutants)('is still possible for $guard, where the code says what it said', (mutant) => {
    expect(mutated(root, mutant).size).toBeGreaterThan(0);
  });

  it('fails loudly where the code says something else, or says it twice', () => {
    const file = 'proofs/src/mutants/mutants.test.ts';
    const edit = (from: string) => ({ guard: 'a guard', edits: [{ file, from, to: '' }] });
    expect(() => mutated(root, edit(`not ${'there'}`))).toThrow('"a guard" cannot be taken out');
    expect(() => mutated(root, edit('import'))).toThrow('exactly once');
  });

  it('leads to what docs/mutants.md shows: make mutants writes it anew', () => {
    expect(readFileSync(join(root, pageFile), 'utf8')).toBe(page(mutants));
  });
});
