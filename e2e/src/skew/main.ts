// `make test-skew REVISION=HEAD~1`: an earlier version and this one, on the same databases and streams, in every mix.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkOut } from './source-tree.ts';
import { tableOf } from './table.ts';
import { tryMixes } from './try-mixes.ts';
import { openTwoVersions } from './two-versions.ts';

const [revision = 'HEAD~1'] = process.argv.slice(2);
const dir = mkdtempSync(join(tmpdir(), 'paidonce-skew-'));
process.on('exit', () => rmSync(dir, { recursive: true, force: true }));
process.on('SIGINT', () => process.exit(130));

try {
  const tree = await checkOut(revision, join(dir, 'sources'));
  process.prependListener('exit', () => tree.remove());
  const versions = await openTwoVersions(tree, dir);
  const outcomes = await tryMixes(versions).finally(() => versions.close());
  process.stdout.write(`\nold: ${tree.title}\nnew: what is here\n\n${tableOf(outcomes)}\n`);
  if (outcomes.some(({ wrong }) => wrong.length > 0)) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
