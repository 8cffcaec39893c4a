// The metrics that docs/operations.md tells of.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ServiceName, serviceNames } from '@paidonce/local/system';

const page = readFileSync(join(import.meta.dirname, '../../../docs/operations.md'), 'utf8');
const [, chapter = ''] = page.split('\n## Metrics\n');
const [own = ''] = chapter.split('\n## ');

/** A row of its table: "| `paidonce_relay_lanes_open` | services | …". */
const rows = [...own.matchAll(/^\| ((?:`[a-z_*]+` ?)+)\| ([a-z, ]+) \| /gm)];

/** The names that this service is said to expose; a star at the end of one stands for any ending. */
export function documentedMetrics(service: ServiceName): string[] {
  return rows
    .filter(([, , who = '']) => named(who).includes(service))
    .flatMap(([, names = '']) => [...names.matchAll(/[a-z_*]+/g)].map(String));
}

function named(who: string): readonly string[] {
  if (who === 'all') return serviceNames;
  return who === 'services' ? serviceNames.filter((name) => name !== 'gateway') : who.split(', ');
}
