import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { folder, manifests } from './manifests.ts';

it('the plain manifests are what the chart renders; make manifests writes them anew', async () => {
  const kept = globSync(['[0-9]*.yaml', 'kustomization.yaml'], { cwd: folder });
  const texts = new Map(kept.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
  const made = await manifests();
  expect([...texts.keys()].sort()).toEqual([...made.keys()].sort());
  for (const [file, text] of made) expect({ file, text: texts.get(file) }).toEqual({ file, text });
});
