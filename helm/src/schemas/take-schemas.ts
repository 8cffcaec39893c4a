// Out of the API server's own OpenAPI document: what kubeconform needs to check the kinds that the chart makes.

/** A part of a JSON schema, as far as it is looked into here. */
type Schema = {
  $ref?: string;
  description?: string;
  type?: string;
  format?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  oneOf?: Schema[];
  required?: string[];
  [extension: `x-${string}`]: unknown;
};

export type OpenApiDocument = { definitions: Record<string, Schema> };

type GroupVersionKind = { group: string; version: string; kind: string };

/** Each kind once, in the version that the chart uses. */
const wanted: readonly string[] = [
  'v1/ConfigMap',
  'v1/Namespace',
  'v1/Pod',
  'v1/Service',
  'v1/ServiceAccount',
  'apps/v1/Deployment',
  'apps/v1/StatefulSet',
  'autoscaling/v2/HorizontalPodAutoscaler',
  'batch/v1/CronJob',
  'batch/v1/Job',
  'networking.k8s.io/v1/Ingress',
  'networking.k8s.io/v1/NetworkPolicy',
  'policy/v1/PodDisruptionBudget',
  'rbac.authorization.k8s.io/v1/Role',
  'rbac.authorization.k8s.io/v1/RoleBinding',
];

/** @returns the text of each file: one a kind, named as kubeconform looks for it, and the definitions that they share */
export function takeSchemas(document: OpenApiDocument): Map<string, string> {
  const roots = new Map(Object.entries(document.definitions).flatMap(([name, schema]) => kindsOf(name, schema)));
  const files = new Map<string, string>();
  const names = new Set<string>();
  for (const kind of wanted) {
    const name = roots.get(kind);
    if (name === undefined) throw new Error(`The API server knows no ${kind}`);
    files.set(`${kind.split('/').at(-1)?.toLowerCase()}.json`, JSON.stringify({ $ref: refTo(name) }));
    collect(name, document, names);
  }
  const definitions = Object.fromEntries(
    [...names].sort().map((name) => [name, strict(name, document.definitions[name] ?? {})]),
  );
  return files.set('_definitions.json', `${JSON.stringify({ definitions }, null, 1)}\n`);
}

const refTo = (name: string) => `_definitions.json#/definitions/${name}`;
const nameOf = (ref: string) => ref.replace('#/definitions/', '');

function kindsOf(name: string, schema: Schema): [string, string][] {
  const kinds = (schema['x-kubernetes-group-version-kind'] ?? []) as GroupVersionKind[];
  return kinds.map(({ group, version, kind }) => [[group, version, kind].filter(Boolean).join('/'), name]);
}

function collect(name: string, document: OpenApiDocument, names: Set<string>): void {
  if (names.has(name)) return;
  names.add(name);
  for (const ref of refsIn(document.definitions[name] ?? {})) collect(ref, document, names);
}

function refsIn(schema: Schema): string[] {
  const { $ref, properties = {}, items, additionalProperties } = schema;
  const parts = [...Object.values(properties), items, additionalProperties].filter((part) => typeof part === 'object');
  return [...($ref === undefined ? [] : [nameOf($ref)]), ...parts.flatMap(refsIn)];
}

/** An object has no fields but those that the API server knows; it would drop them without a word. Descriptions are left out. */
function strict(name: string, schema: Schema): Schema {
  if (name.endsWith('.Quantity') || schema.format === 'int-or-string') {
    return { oneOf: [{ type: 'string' }, { type: 'number' }] };
  }
  const { $ref, type, properties, items, additionalProperties, required } = schema;
  if ($ref !== undefined) return { $ref: refTo(nameOf($ref)) };
  return {
    ...(type === undefined ? {} : { type }),
    ...(required === undefined ? {} : { required }),
    ...(items === undefined ? {} : { items: strict('', items) }),
    ...(properties === undefined ? {} : { additionalProperties: false, properties: each(properties) }),
    ...(typeof additionalProperties === 'object' ? { additionalProperties: strict('', additionalProperties) } : {}),
  };
}

const each = (properties: Record<string, Schema>) =>
  Object.fromEntries(Object.entries(properties).map(([key, part]) => [key, strict('', part)]));
