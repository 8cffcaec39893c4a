import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { documentedProblems } from './support/documented-problems.ts';

const cwd = resolve(import.meta.dirname, '../..');
const sources = globSync('{shared,services/*}/src/**/*.ts', { cwd, exclude: ['**/*.test.ts', '**/testing/**'] });

/** `new Problem(431, 'headers-too-large'`, `super(404, 'not-found'`, and `new Conflict('…', { type: 'email-taken'`. */
const named =
  /\b(?:Problem|super)\(\s*\d{3},\s*'([a-z-]+)'|\b(?:new [A-Z]\w*|super)\([^;]*?,\s*\{\s*type: '([a-z-]+)'/g;

describe('problem types', () => {
  it('are documented, each that the sources name, and no other', () => {
    const types = sources
      .map((file) => readFileSync(resolve(cwd, file), 'utf8'))
      .flatMap((source) => [...source.matchAll(named)].map(([, usual, narrowed]) => usual ?? narrowed));
    expect([...documentedProblems.keys()].sort()).toEqual([...new Set(types)].sort());
  });
});
