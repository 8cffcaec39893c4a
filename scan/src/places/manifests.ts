// What the chart renders, in each of the ways to install it.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderChart } from '@paidonce/helm/rendering';
import type { Finding } from '../gitleaks.ts';
import { inFolder } from '../in-folder.ts';
import { scanFiles } from './files.ts';

/** @param ways what each way says otherwise than values.yaml, by its name */
export function scanManifests(ways: Readonly<Record<string, object>>): Promise<Finding[]> {
  return inFolder(async (folder) => {
    for (const [name, values] of Object.entries(ways)) {
      const texts = (await renderChart({ values })).map(({ text }) => text);
      await writeFile(join(folder, `${name}.yaml`), texts.join('\n---\n'));
    }
    return scanFiles(folder);
  });
}
