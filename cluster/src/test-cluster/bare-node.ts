// A pod beside the shop with nothing but Node in it, as Pod Security `restricted` wants it.

import { settings } from '../settings.ts';

export type BareNode = {
  name: string;
  command: string[];
  env?: Record<string, number>;
  /** ConfigMap whose files it finds in /sources. */
  sources?: string;
};

export function bareNode({ name, command, env = {}, sources }: BareNode): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: {
      restartPolicy: 'Never',
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name,
          image: [settings.registry, `paidonce/gateway:${settings.tag}`].filter(Boolean).join('/'), // any of ours has Node
          command,
          env: Object.entries(env).map(([key, value]) => ({ name: key, value: String(value) })),
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
          volumeMounts: sources === undefined ? [] : [{ name: 'sources', mountPath: '/sources' }],
        },
      ],
      volumes: sources === undefined ? [] : [{ name: 'sources', configMap: { name: sources } }],
    },
  };
}
