// The plain manifests of k8s/: the chart, rendered once, in files that are applied in the order of their numbers, and their overlays.

import { join } from 'node:path';
import { type Rendered, renderChart } from '../rendering/index.ts';
import { type Kustomization, kustomization } from './kustomization.ts';

export const folder = join(import.meta.dirname, '../../../k8s');

/** What stands in the overlay of GHCR for the account and the tag that nobody knows before. Kubernetes takes no image of this name. */
export const placeholders = { namespace: 'GHCR_NS', tag: 'TAG' };

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
const ingressFile = '50-ingress.yaml';

const namespace = `apiVersion: v1
kind: Namespace
metadata:
  name: api
  labels:
    pod-security.kubernetes.io/enforce: restricted`;

/** @returns the text of each file by its path in k8s/ */
export async function manifests(): Promise<Map<string, string>> {
  const valuesFile = join(folder, 'values.yaml');
  const rendered = (await renderChart({ valuesFile })).filter(isInstalled);
  const texts = new Map<string, string[]>([['00-namespace.yaml', [namespace]]]);
  for (const one of rendered) {
    const file = fileOf(one);
    texts.set(file, [...(texts.get(file) ?? []), one.text]);
  }
  const withIngress = await renderChart({ valuesFile, values: { ingress: { enabled: true } } });
  const ingresses = withIngress.filter(({ object }) => object.kind === 'Ingress');

  const made = new Map<string, string>();
  const write = (file: string, text: string) => made.set(file, `${madeBy}${text}\n`);
  for (const [file, parts] of texts) write(`base/${file}`, parts.join('\n---\n'));
  write(`ingress/${ingressFile}`, ingresses.map(({ text }) => text).join('\n---\n'));
  const all = kustomizations([...texts.keys()].sort(), imagesIn(rendered.map(({ text }) => text).join('\n')));
  for (const [path, one] of Object.entries(all)) write(join(path, 'kustomization.yaml'), kustomization(one));
  return made;
}

const madeBy = '# Made from helm/paidonce and values.yaml by `make manifests`: change those instead of this file.\n';

/** A folder that is built upon may not hold those that build upon it; hence `base`. */
const kustomizations = (files: string[], images: string[]): Record<string, Kustomization> => ({
  base: { namespace: 'api', resources: files },
  '.': { resources: ['base'] },
  'overlays/dev-local': {
    resources: ['../../base'],
    images: images.map((name) => ({ name, newTag: 'dev' })),
    jobSuffix: '-dev-local',
  },
  'overlays/ghcr': {
    resources: ['../../base'],
    images: images.map((name) => ({
      name,
      newName: `ghcr.io/${placeholders.namespace}/${name}`,
      newTag: placeholders.tag,
    })),
    jobSuffix: '-ghcr',
  },
  ingress: { namespace: 'api', resources: [ingressFile] },
});

/** @returns the names of our images in manifests, each once, without their tags */
export const imagesIn = (text: string): string[] =>
  [...new Set([...text.matchAll(/image: (\S*paidonce\/[^\s:]+):/g)].map(([, name = '']) => name))].sort();

/** `helm test` belongs to Helm: nothing else would run it. */
const isInstalled = ({ source }: Rendered) => !source.startsWith('tests/');

function fileOf({ source, object }: Rendered): string {
  const [room = ''] = source.split('/');
  const number = numbers[room];
  if (number === undefined) throw new Error(`${source}: say in manifests.ts which number its room has`);
  const name = object.metadata.labels?.['app.kubernetes.io/name'] ?? object.metadata.name;
  return `${number}-${name}.yaml`;
}
