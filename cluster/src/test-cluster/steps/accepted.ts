// Every way to install the shop is shown to the API server, which says what it would refuse, and installs nothing.

import { matrix, type Rendered, renderChart } from '@paidonce/helm/rendering';
import { applyText, kubectl } from '../../kubernetes/kubectl.ts';
import { makeNamespace } from '../../kubernetes/namespace.ts';
import { say } from '../../say.ts';
import { settings } from '../../settings.ts';
import type { Step } from '../step.ts';

export const accepted: Step = {
  name: 'accepted',
  about: 'the API server takes what the chart makes, by every way to install it (--dry-run=server)',
  needsShop: false,
  async run() {
    await makeNamespace();
    const known = await kindsOfCluster();
    for (const [way, values] of Object.entries(matrix)) {
      const rendered = await renderChart({ values, namespace: settings.namespace });
      const objects = rendered.filter(({ object }) => known.has(object.kind));
      await applyText(objects.map(({ text }) => text).join('\n---\n'), '--dry-run=server');
      const others = rendered.filter(({ object }) => !known.has(object.kind));
      say(`${way}: ${objects.length} objects${unknown(others)}`);
    }
  },
};

/** Such as a ServiceMonitor where no Prometheus Operator is. */
function unknown(objects: readonly Rendered[]): string {
  const kinds = [...new Set(objects.map(({ object }) => object.kind))];
  return kinds.length === 0 ? '' : `, and ${kinds.join(', ')}, which this cluster does not know`;
}

async function kindsOfCluster(): Promise<ReadonlySet<string>> {
  const listed = await kubectl('api-resources', '--no-headers');
  return new Set(listed.split('\n').map((line) => line.trim().split(/ +/).at(-1) ?? ''));
}
