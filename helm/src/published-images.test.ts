import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { podsOf, renderChart } from './rendering/index.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const workflows = globSync('.github/workflows/*.yml', { cwd: root }).map((file) =>
  readFileSync(join(root, file), 'utf8'),
);

describe('the images that are published', () => {
  it('are those that the chart installs, where it looks for them', async () => {
    const image = { registry: 'ghcr.io/someone', tag: 'abc123' };
    const pods = podsOf(await renderChart({ values: { image } }));
    const wanted = pods
      .flatMap(({ containers, initContainers }) => [...containers, ...initContainers])
      .map((container) => container.image)
      .filter((name) => name.startsWith(image.registry));

    const { stdout } = await run('make', ['--silent', 'list-images'], { cwd: root });
    const listed: { name: string }[] = JSON.parse(stdout);
    const published = listed.map(({ name }) => `${image.registry}/paidonce/${name}:${image.tag}`);
    expect(published.sort()).toEqual([...new Set(wanted)].sort());
    expect(workflows.join()).toMatch(/\/paidonce\/\$\{\{ matrix\.image\.name \}\}:\$\{\{ github\.sha \}\}/);
  });

  it('are made by actions that nobody can change afterwards', () => {
    const actions = workflows.flatMap((text) => [...text.matchAll(/uses: *(.+)/g)].map(([, action = '']) => action));
    expect(actions.length).toBeGreaterThan(0);
    const pinned = /^([\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|\.\/\S+)$/;
    expect(actions.filter((action) => !pinned.test(action))).toEqual([]);
  });
});
