// The pods that rendered objects run.

import type { KubernetesObject, Rendered } from './render-chart.ts';

export type Container = {
  name: string;
  image: string;
  imagePullPolicy?: string;
  command?: string[];
  args?: string[];
  env?: EnvironmentVariable[];
  envFrom?: { secretRef?: { name: string } }[];
  ports?: { name: string; containerPort: number }[];
  resources?: { requests?: Record<string, string>; limits?: Record<string, string> };
  readinessProbe?: { httpGet?: { path: string } };
  lifecycle?: { postStart?: { exec: { command: string[] } } };
  volumeMounts?: { name: string; mountPath: string; subPath?: string }[];
  securityContext?: Record<string, unknown>;
};

export type EnvironmentVariable = {
  name: string;
  value?: string;
  valueFrom?: { secretKeyRef?: { name: string; key: string; optional?: boolean } };
};

export type Pod = {
  /** The object that runs it: `Deployment orders-svc`. */
  owner: string;
  labels: Record<string, string>;
  // biome-ignore lint/suspicious/noExplicitAny: looked at by name; the API server's schema is checked by a test
  spec: any;
  containers: Container[];
  initContainers: Container[];
};

/** @returns the pods of Deployments, StatefulSets and Jobs, and bare ones */
export function podsOf(rendered: readonly Rendered[]): Pod[] {
  return rendered.flatMap(({ object }) => {
    const template = templateOf(object);
    if (template === undefined) return [];
    const { containers, initContainers = [] } = template.spec;
    const labels = template.metadata?.labels ?? {};
    return [
      { owner: `${object.kind} ${object.metadata.name}`, labels, spec: template.spec, containers, initContainers },
    ];
  });
}

function templateOf(object: KubernetesObject): KubernetesObject | undefined {
  if (object.kind === 'Pod') return object;
  if (object.kind === 'CronJob') return object.spec.jobTemplate.spec.template;
  return object.spec?.template;
}

/** @returns whether the labels have all that the selector asks for */
export const matches = (selector: Record<string, string>, labels: Record<string, string>): boolean =>
  Object.entries(selector).every(([label, value]) => labels[label] === value);
