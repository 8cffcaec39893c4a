// The text of a kustomization.yaml.

import { stringify } from 'yaml';

export type Kustomization = {
  resources: readonly string[];
  namespace?: string;
  /** A namespace in the place of the one that the resources have. */
  movedTo?: string;
  /** What images are called instead. */
  images?: readonly { name: string; newName?: string; newTag: string }[];
  /** Goes behind the name of the Job that makes the Secrets: a Job cannot be changed, so one with another image is another one. */
  jobSuffix?: string;
};

/** @returns what `kubectl apply -k` takes */
export function kustomization({ movedTo, jobSuffix, ...rest }: Kustomization): string {
  const transformers = [
    ...(movedTo === undefined ? [] : [moved(movedTo)]),
    ...(jobSuffix === undefined ? [] : [renamedJobs(jobSuffix)]),
  ];
  return stringify({
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    ...rest,
    ...(transformers.length > 0 && { transformers: transformers.map((one) => stringify(one)) }),
  }).trim();
}

/** `namespace` would leave the account behind to which a role is bound. */
const moved = (namespace: string) => ({
  apiVersion: 'builtin',
  kind: 'NamespaceTransformer',
  metadata: { name: 'moved', namespace },
  setRoleBindingSubjects: 'allServiceAccounts',
  fieldSpecs: [
    { path: 'metadata/namespace', create: true },
    { kind: 'Namespace', path: 'metadata/name', create: true },
  ],
});

/** `nameSuffix` would rename everything; this is what stands behind it, for one kind. */
const renamedJobs = (suffix: string) => ({
  apiVersion: 'builtin',
  kind: 'SuffixTransformer',
  metadata: { name: 'renamed-jobs' },
  suffix,
  fieldSpecs: [{ kind: 'Job', path: 'metadata/name' }],
});
