// The dashboard for Grafana, as it stands in the chart.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Panel = {
  id: number;
  type: string;
  title: string;
  description?: string;
  gridPos: { x: number; y: number; w: number; h: number };
  targets?: { refId: string; expr: string }[];
};

const file = join(import.meta.dirname, '../../paidonce/monitoring/dashboard.json');

/** In the order in which they are read; a row stands before what is in it. */
export function readPanels(): Panel[] {
  // Our own file, whose panels are looked at by a test.
  const { panels } = JSON.parse(readFileSync(file, 'utf8')) as { panels: Panel[] };
  return panels;
}

/** What the panels ask Prometheus for, with Grafana's variables filled in. */
export function dashboardQuestions(): { panel: string; expr: string }[] {
  return readPanels().flatMap(({ title, targets = [] }) =>
    targets.map(({ expr }) => ({
      panel: title,
      expr: expr.replaceAll('$namespace', '.*').replaceAll('$__rate_interval', '5m'),
    })),
  );
}
