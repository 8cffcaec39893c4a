import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { edited, root } from '../edit.ts';
import { mutants } from './mutants.ts';
import { page, pageFile } from './page.ts';

describe('taking out guards', () => {
  it.each(mutants)('is still possible for $guard, where the code says what it said', ({ edits }) => {
    expect(edited(edits).size).toBeGreaterThan(0);
  });

  it('fails loudly where the code says something else, or says it twice', () => {
    const file = 'proofs/src/mutants/mutants.test.ts';
    const edit = (from: string) => [{ file, from, to: '' }];
    expect(() => edited(edit(`not ${'there'}`))).toThrow('must hold this exactly once');
    expect(() => edited(edit('import'))).toThrow('must hold this exactly once');
  });

  it('leads to what docs/mutants.md shows: make mutants writes it anew', () => {
    expect(readFileSync(join(root, pageFile), 'utf8')).toBe(page(mutants));
  });
});
