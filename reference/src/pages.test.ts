import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, it } from '@jest/globals';
import { pages } from './pages.ts';

it.each(pages.map(({ file, text }) => ({ name: basename(file), file, text })))(
  'docs/$name is what the sources say; if this fails, run make docs',
  ({ file, text }) => {
    expect(readFileSync(file, 'utf8')).toBe(text);
  },
);
