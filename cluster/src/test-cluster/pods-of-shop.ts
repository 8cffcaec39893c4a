// The pods of the release that run.

import { get } from '../kubernetes/kubectl.ts';
import { release } from '../settings.ts';

type Owner = 'ReplicaSet' | 'StatefulSet';
type Pod = {
  metadata: { name: string; uid: string; labels: Record<string, string>; ownerReferences?: { kind: string }[] };
  status: { containerStatuses?: { restartCount: number }[] };
};

/** Without those of Jobs, which end. @returns each with what it is a pod of */
export async function podsOfShop(): Promise<{ name: string; app: string }[]> {
  const pods = await running(['ReplicaSet', 'StatefulSet']);
  return pods.map(({ metadata: { name, labels } }) => ({ name, app: labels['app.kubernetes.io/name'] ?? name }));
}

/** @returns a line for each pod of NATS and of a database; another one after a restart */
export async function livesOfServers(): Promise<string[]> {
  const pods = await running(['StatefulSet']);
  const lives = pods.map(({ metadata: { name, uid }, status: { containerStatuses = [] } }) => {
    const restarts = containerStatuses.reduce((sum, { restartCount }) => sum + restartCount, 0);
    return `${name} ${uid}, restarted ${restarts} times`;
  });
  return lives.sort();
}

async function running(owners: readonly Owner[]): Promise<Pod[]> {
  const selector = ['--selector', `app.kubernetes.io/instance=${release}`];
  const { items } = await get<{ items: Pod[] }>('pods', ...selector, '--field-selector=status.phase=Running');
  return items.filter(({ metadata }) => owners.some((owner) => owner === metadata.ownerReferences?.[0]?.kind));
}
