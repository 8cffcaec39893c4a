// docs/resources.md

import type { Usage } from './usage.ts';

export type Measured = { idle: readonly Usage[]; loaded: readonly Usage[]; people: number; ordersPerSecond: number };

export function resourcesPage({ idle, loaded, people, ordersPerSecond }: Measured): string {
  const rows = idle.map((rest) => {
    const load = loaded.find(({ app }) => app === rest.app);
    return `| ${rest.app} | ${rest.mebibytes} | ${load?.mebibytes ?? ''} | ${rest.millicores} | ${load?.millicores ?? ''} |`;
  });
  const sum = (all: readonly Usage[], of: 'mebibytes' | 'millicores') => all.reduce((total, one) => total + one[of], 0);
  return `# What the pods take

The most that one pod of each was seen to take, at rest and while ${people} people order, pay and cancel as fast as they are
answered (${ordersPerSecond} orders a second, on a small machine that they share with everything else). \`make test-cluster only=resources\` measures it
anew, by the metrics API of the cluster, and with \`PAIDONCE_WRITE_DOCS=1\` writes this page.

| | MiB at rest | MiB under load | mCPU at rest | mCPU under load |
|---|---|---|---|---|
${rows.join('\n')}
| together | ${sum(idle, 'mebibytes')} | ${sum(loaded, 'mebibytes')} | ${sum(idle, 'millicores')} | ${sum(loaded, 'millicores')} |

The chart requests of memory what a pod takes under load, rounded up, and sets the limit at twice to three times of that, since a pod that exceeds it is killed. It
requests of processor time somewhat more than a pod takes at rest, as the part that an autoscaler counts from, and sets no limit, since a pod that exceeds it would only wait.
`;
}
