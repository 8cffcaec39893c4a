// Objects as the API server knows them.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Rendered } from '../rendering/index.ts';
import { kubeconform } from '../tools/index.ts';

const run = promisify(execFile);
const location = join(import.meta.dirname, '../../schemas/{{ .ResourceKind }}.json');
/** They belong to the Prometheus operator, not to Kubernetes. */
const custom = 'ServiceMonitor,PrometheusRule';

/** @throws what the schemas do not allow */
export async function expectValid(rendered: readonly Rendered[]): Promise<void> {
  const checking = run(await kubeconform(), ['-strict', '-schema-location', location, '-skip', custom]);
  checking.child.stdin?.end(rendered.map(({ text }) => text).join('\n---\n'));
  await checking;
}
