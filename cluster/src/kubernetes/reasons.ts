// Why pods are not ready, in the words of Kubernetes.

type ContainerState = {
  name: string;
  ready: boolean;
  state: { waiting?: { reason?: string; message?: string }; terminated?: { reason?: string }; running?: object };
};

export type Pod = {
  metadata: { name: string; labels: Record<string, string> };
  status: {
    phase: string;
    conditions?: { type: string; status: string; message?: string }[];
    initContainerStatuses?: ContainerState[];
    containerStatuses?: ContainerState[];
  };
};

/** @returns what keeps the pods of these apps: a line for each reason, with all that it keeps */
export function reasons(apps: readonly string[], pods: readonly Pod[]): string[] {
  const kept = Map.groupBy(apps, (app) => {
    const ours = pods.filter(({ metadata }) => metadata.labels['app.kubernetes.io/name'] === app);
    const told = ours.map(reasonOf).filter((reason) => reason !== undefined);
    return [...new Set(told)].join('; ') || 'pods are coming or going';
  });
  return [...kept].map(([reason, names]) => `${names.join(', ')}: ${reason}`);
}

function reasonOf({ status }: Pod): string | undefined {
  const unplaced = status.conditions?.find(({ type, status }) => type === 'PodScheduled' && status === 'False');
  if (unplaced) return `no node takes it (${unplaced.message?.split('. ')[0] ?? 'no reason is given'})`;
  const { initContainerStatuses = [], containerStatuses = [] } = status;
  const preparing = initContainerStatuses.find(({ ready }) => !ready);
  const container = preparing ?? containerStatuses.find(({ ready }) => !ready);
  if (!container) return undefined;
  const { waiting, terminated } = container.state;
  const told = waiting ?? terminated;
  if (!told) return `${container.name} runs, and is not ready yet`;
  return [`${container.name}: ${told.reason ?? 'waiting'}`, waiting?.message].filter(Boolean).join(', ');
}
