import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { renderChart } from '../rendering/index.ts';
import { keptFiles } from './kept-files.ts';
import { folder, manifests } from './manifests.ts';

it('the plain manifests are what the chart renders; make manifests writes them anew', async () => {
  const made = await manifests();
  expect(keptFiles()).toEqual([...made.keys()].sort());
  for (const [file, text] of made)
    expect({ file, text: readFileSync(join(folder, file), 'utf8') }).toEqual({ file, text });
});

it('the Job that makes the Secrets has another name whenever it is another one, as a Job cannot be changed', async () => {
  const nameOf = async (values: object) => {
    const rendered = await renderChart({ values: { hooks: false, ...values } });
    return rendered.find(({ object }) => object.kind === 'Job')?.object.metadata.name;
  };
  const same = [await nameOf({}), await nameOf({ nodePort: 30080 })];
  const others = [
    await nameOf({ image: { tag: '1.2.0' } }),
    await nameOf({ operator: { resources: { limits: { memory: '1Gi' } } } }),
    await nameOf({ redis: { enabled: true } }),
  ];
  expect(new Set([...same, ...others]).size).toBe(4);
  expect(same[0]).toBe(same[1]);
});
