// The pods of the release that run.

import { get } from '../kubernetes/kubectl.ts';
import { release } from '../settings.ts';

type Pod = { metadata: { name: string; labels: Record<string, string>; ownerReferences?: { kind: string }[] } };

/** Without those of Jobs, which end. @returns each with what it is a pod of */
export async function podsOfShop(): Promise<{ name: string; app: string }[]> {
  const selector = `app.kubernetes.io/instance=${release}`;
  const { items } = await get<{ items: Pod[] }>(
    'pods',
    '--selector',
    selector,
    '--field-selector=status.phase=Running',
  );
  return items
    .filter(({ metadata }) => ['ReplicaSet', 'StatefulSet'].includes(metadata.ownerReferences?.[0]?.kind ?? ''))
    .map(({ metadata: { name, labels } }) => ({ name, app: labels['app.kubernetes.io/name'] ?? name }));
}
