// The plain manifests of k8s/: the chart, rendered once, in files that are applied in the order of their numbers.

import { join } from 'node:path';
import { type Rendered, renderChart } from '../rendering/index.ts';

export const folder = join(import.meta.dirname, '../../../k8s');

/** Number of a file by the room of the template in the chart. Between two rooms there is space for more. */
const numbers: Readonly<Record<string, number>> = {
  secrets: 10,
  nats: 20,
  redis: 25,
  postgres: 30,
  services: 40,
  operator: 60,
  monitoring: 70,
};

const namespace = `apiVersion: v1
kind: Namespace
metadata:
  name: api
  labels:
    pod-security.kubernetes.io/enforce: restricted`;

/** @returns the text of each file by its name */
export async function manifests(): Promise<Map<string, string>> {
  const rendered = await renderChart({ valuesFile: join(folder, 'values.yaml') });
  const texts = new Map<string, string[]>([['00-namespace.yaml', [namespace]]]);
  for (const one of rendered.filter(isInstalled)) {
    const file = fileOf(one);
    texts.set(file, [...(texts.get(file) ?? []), one.text]);
  }
  const files = [...texts.keys()].sort();
  texts.set('kustomization.yaml', [kustomization(files)]);
  return new Map([...texts].map(([file, parts]) => [file, `${madeBy}${parts.join('\n---\n')}\n`]));
}

const madeBy = '# Made from helm/paidonce and values.yaml by `make manifests`: change those instead of this file.\n';

/** `helm test` belongs to Helm: nothing else would run it. */
const isInstalled = ({ source }: Rendered) => !source.startsWith('tests/');

function fileOf({ source, object }: Rendered): string {
  const [room = ''] = source.split('/');
  const number = numbers[room];
  if (number === undefined) throw new Error(`${source}: say in manifests.ts which number its room has`);
  const name = object.metadata.labels?.['app.kubernetes.io/name'] ?? object.metadata.name;
  return `${number}-${name}.yaml`;
}

function kustomization(files: readonly string[]): string {
  const resources = files.map((file) => `  - ${file}`).join('\n');
  return `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nnamespace: api\nresources:\n${resources}`;
}
