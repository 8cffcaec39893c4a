// Who put the shop into the namespace: Helm marks what it makes.

import { release } from '../settings.ts';
import { get } from './kubectl.ts';

type Workload = { metadata: { labels: Record<string, string> } };

/** @returns undefined where there is no shop */
export async function installer(): Promise<'Helm' | 'manifests' | undefined> {
  const { items } = await get<{ items: Workload[] }>(
    'deployments',
    '--selector',
    `app.kubernetes.io/instance=${release}`,
  );
  if (items.length === 0) return undefined;
  return items.some(({ metadata }) => metadata.labels['app.kubernetes.io/managed-by'] === 'Helm')
    ? 'Helm'
    : 'manifests';
}

/** @throws when the shop is there by the other way: neither knows what the other made */
export async function expectNotBy(other: 'Helm' | 'manifests'): Promise<void> {
  if ((await installer()) !== other) return;
  const how =
    other === 'Helm'
      ? 'was installed by Helm: make deploy-dev changes that one'
      : 'is there by plain manifests: make apply changes that one';
  throw new Error(
    `The shop in this namespace ${how}. To change over, make down first; volumes and Secrets stay, so all that there was is found again.`,
  );
}
