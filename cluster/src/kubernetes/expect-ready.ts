// Waits for the shop, and says meanwhile what it waits for.

import { setTimeout as delay } from 'node:timers/promises';
import { say } from '../say.ts';
import { release } from '../settings.ts';
import { get } from './kubectl.ts';
import { type Pod, reasons } from './reasons.ts';

type Workload = {
  kind: string;
  metadata: { name: string; generation: number };
  spec: { replicas?: number };
  status: { observedGeneration?: number; updatedReplicas?: number; readyReplicas?: number; replicas?: number };
};

const selector = ['--selector', `app.kubernetes.io/instance=${release}`];
const patienceMilliseconds = 600_000;
const lookEveryMilliseconds = 2_000;
const tellEveryMilliseconds = 15_000;

/** @throws what is not ready, and why, once ten minutes are over; or that there is nothing to wait for */
export async function expectReady(): Promise<void> {
  const end = Date.now() + patienceMilliseconds;
  const ready = new Set<string>();
  const said = new Set<string>();
  let nextTime = Date.now() + tellEveryMilliseconds;
  for (;;) {
    const { items } = await get<{ items: Workload[] }>('deployments,statefulsets', ...selector);
    if (items.length === 0) throw new Error('There is no shop here: make apply, then run make wait again.');
    const missing = items.filter((workload) => !isReady(workload)).map(({ metadata }) => metadata.name);
    for (const name of items.map(({ metadata }) => metadata.name)) {
      if (missing.includes(name) || ready.has(name)) continue;
      say(`${name} is ready`);
      ready.add(name);
    }
    if (missing.length === 0) return;
    if (Date.now() > end) throw new Error(`Not ready within ten minutes. ${(await reasonsNow(missing)).join('\n')}`);
    if (Date.now() > nextTime) {
      nextTime = Date.now() + tellEveryMilliseconds;
      for (const line of await reasonsNow(missing)) {
        if (!said.has(line)) say(`waiting for ${line}`);
        said.add(line);
      }
    }
    await delay(lookEveryMilliseconds);
  }
}

/** As `kubectl rollout status` has it: all pods are of the newest form, ready, and no older ones are left. */
function isReady({ metadata, spec, status }: Workload): boolean {
  const wanted = spec.replicas ?? 1;
  const { observedGeneration = 0, updatedReplicas = 0, readyReplicas = 0, replicas = 0 } = status;
  return (
    observedGeneration >= metadata.generation && [updatedReplicas, readyReplicas, replicas].every((n) => n === wanted)
  );
}

async function reasonsNow(apps: readonly string[]): Promise<string[]> {
  const { items } = await get<{ items: Pod[] }>('pods', ...selector);
  return reasons(apps, items);
}
