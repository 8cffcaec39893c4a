// Memory and processor time of each part of the shop, as the cluster's metrics tell.

import { setTimeout as delay } from 'node:timers/promises';
import { kubectl } from '../kubernetes/kubectl.ts';
import { release, settings } from '../settings.ts';

export type Usage = { app: string; mebibytes: number; millicores: number };

type PodMetrics = {
  metadata: { labels?: Record<string, string> };
  containers: { usage: { cpu: string; memory: string } }[];
};

/** How often the figures of the metrics API change. */
const windowMilliseconds = 15_000;

/** The most of each part, of one of its pods, over so many looks. @throws when the cluster has no metrics API */
export async function mostUsed(looks: number): Promise<Usage[]> {
  const most = new Map<string, Usage>();
  for (let number = 0; number < looks; number += 1) {
    await delay(windowMilliseconds);
    for (const usage of await used()) {
      const before = most.get(usage.app) ?? usage;
      most.set(usage.app, {
        app: usage.app,
        mebibytes: Math.max(before.mebibytes, usage.mebibytes),
        millicores: Math.max(before.millicores, usage.millicores),
      });
    }
  }
  return [...most.values()].toSorted((a, b) => a.app.localeCompare(b.app));
}

async function used(): Promise<Usage[]> {
  const path = `/apis/metrics.k8s.io/v1beta1/namespaces/${settings.namespace}/pods`;
  const { items } = JSON.parse(await kubectl('get', '--raw', path)) as { items: PodMetrics[] }; // the API's shape
  return items.flatMap(({ metadata: { labels = {} }, containers }) => {
    if (labels['app.kubernetes.io/instance'] !== release) return [];
    const sum = (of: 'cpu' | 'memory') => containers.reduce((all, { usage }) => all + quantity(usage[of]), 0);
    const app = labels['app.kubernetes.io/name'] ?? '';
    return [{ app, mebibytes: Math.round(sum('memory') / 2 ** 20), millicores: Math.round(sum('cpu') * 1_000) }];
  });
}

const units: Record<string, number> = { '': 1, n: 1e-9, u: 1e-6, m: 1e-3, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30 };

/** @param text as Kubernetes writes quantities: `12Mi`, `250m`, `3502491n`. @throws for one that is none */
export function quantity(text: string): number {
  const [, number, unit = ''] = /^([\d.]+)([a-zA-Z]*)$/.exec(text) ?? [];
  const factor = units[unit];
  if (number === undefined || factor === undefined) throw new Error(`${text} is no quantity`);
  return Number(number) * factor;
}
