// The outcomes of all mixes, for people.

import { serviceNames } from '@paidonce/local/system';
import type { Mix } from './mixes.ts';

export type Outcome = { mix: Mix; wrong: string[] };

export function tableOf(outcomes: readonly Outcome[]): string {
  const lines = [
    ['mix', ...serviceNames, 'outcome'],
    ...outcomes.map(({ mix, wrong }) => [
      mix.name,
      ...serviceNames.map((service) => mix.runs[service]),
      wrong.length === 0 ? 'holds' : 'BROKEN',
    ]),
  ];
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
