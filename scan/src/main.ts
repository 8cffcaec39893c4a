// `make scan`: looks for secrets where none belongs, and says where it found something, not what.

import { join } from 'node:path';
import { matrix } from '@paidonce/helm/rendering';
import type { Finding } from './gitleaks.ts';
import { scanHistory, scanImages, scanLogs, scanManifests, scanTree } from './places/index.ts';

const repository = join(import.meta.dirname, '../..');
const { TAG: tag = 'dev' } = process.env;

type Place = {
  scan: () => Promise<Finding[] | undefined>;
  /** What it says when there is nothing to look at. */
  absent?: string;
};

const places: Readonly<Record<string, Place>> = {
  history: { scan: () => scanHistory(repository) },
  tree: { scan: () => scanTree(repository) },
  manifests: { scan: () => scanManifests(matrix) },
  images: { scan: () => scanImages(tag), absent: `there is no image paidonce/*:${tag}; make images builds them` },
  logs: { scan: scanLogs, absent: 'PAIDONCE_KEEP_LOGS names no folder' },
};

const say = (line: string) => process.stdout.write(`${line}\n`);
const placeOf = ({ rule, file, line, commit }: Finding) =>
  `  ${file}:${line}${commit && ` in ${commit.slice(0, 10)}`} looks like ${rule}`;

async function main(only: string | undefined): Promise<void> {
  if (only !== undefined && places[only] === undefined)
    throw new Error(`There is no ${only} to look at: one of ${Object.keys(places).join(', ')}.`);
  for (const [name, { scan, absent }] of Object.entries(places).filter(
    ([name]) => only === undefined || name === only,
  )) {
    const findings = await scan();
    if (findings === undefined) say(`${name}: not looked at, ${absent}`);
    else if (findings.length === 0) say(`${name}: no secret`);
    else {
      say(`${name}: ${findings.length} found`);
      for (const finding of findings) say(placeOf(finding));
      process.exitCode = 1;
    }
  }
}

try {
  await main(process.argv[2]);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
