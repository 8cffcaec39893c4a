// The alarms, as they stand in the chart.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export type Alert = {
  alert: string;
  expr: string;
  /** For how long it must be so before it rings: `2m`. */
  for?: string;
  labels: { severity: string };
  annotations: { summary: string; description: string; runbook_url?: string };
};

/** For Prometheus' `rule_files`. */
export const alertsFile = join(import.meta.dirname, '../../paidonce/monitoring/alerts.yaml');

export function readAlerts(): Alert[] {
  // Our own file, which promtool reads in a test.
  const { groups } = parse(readFileSync(alertsFile, 'utf8')) as { groups: { rules: Alert[] }[] };
  return groups.flatMap(({ rules }) => rules);
}
