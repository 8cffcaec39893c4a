// Small exact changes of sources, that fail loudly when the sources have changed themselves.

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

export type Edit = { file: string; from: string; to: string };

/**
 * The edited sources, by file.
 * @throws when a text to be replaced is not there exactly once
 */
export function edited(edits: readonly Edit[]): Map<string, string> {
  const sources = new Map<string, string>();
  for (const { file, from, to } of edits) {
    const source = sources.get(file) ?? readFileSync(join(root, file), 'utf8');
    const [before = '', after, ...more] = source.split(from);
    if (after === undefined || more.length > 0) throw new Error(`${file} must hold this exactly once:\n${from}`);
    sources.set(file, before + to + after);
  }
  return sources;
}
