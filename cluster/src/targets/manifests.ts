// The plain manifests of k8s/, applied with images of one's own and without a change of their files.

import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { folder, imagesIn, kustomization } from '@paidonce/helm/manifests';
import { home } from '@paidonce/local/programs';
import { parseAllDocuments } from 'yaml';
import { applyText, kubectl } from '../kubernetes/kubectl.ts';
import { run } from '../programs/run.ts';
import { say } from '../say.ts';
import { settings } from '../settings.ts';

type Overlay = 'dev-local' | 'ghcr';
type Kustomization = Parameters<typeof kustomization>[0];

/** @param imageFor what the overlay's image of this name is called here */
export async function applyOverlay(
  overlay: Overlay,
  imageFor: (name: string) => { newName: string; newTag: string },
): Promise<void> {
  const below = join(folder, 'overlays', overlay);
  const images = imagesIn(await build(below)).map((name) => ({ name, ...imageFor(name) }));
  const jobSuffix = `-${createHash('sha256').update(JSON.stringify(images)).digest('hex').slice(0, 8)}`;
  await removeEarlierJobs(await applyHere('k8s', below, { images, jobSuffix }));
}

export const applyIngress = (): Promise<string> => applyHere('ingress', join(folder, 'ingress'));

/**
 * An overlay of ours lies upon theirs, to be looked at: `kubectl diff -k .paidonce/k8s`.
 * @param name of the folder that it is written to. @returns the manifests that were applied, in the namespace of this run
 */
async function applyHere(
  name: string,
  below: string,
  rest: Pick<Kustomization, 'images' | 'jobSuffix'> = {},
): Promise<string> {
  const above = join(home(), name);
  await mkdir(above, { recursive: true });
  const text = kustomization({ resources: [relative(above, below)], movedTo: settings.namespace, ...rest });
  await writeFile(join(above, 'kustomization.yaml'), `${text}\n`);
  const manifests = await build(above);
  tell(await applyText(manifests));
  return manifests;
}

/** @returns the kinds of what the manifests make inside the namespace */
export async function kindsOfManifests(): Promise<string[]> {
  const objects = objectsOf(`${await build(folder)}---\n${await build(join(folder, 'ingress'))}`);
  return [...new Set(objects.map(({ kind }) => kind))].filter((kind) => kind !== 'Namespace');
}

/** @returns the manifests of a folder as one text */
const build = (path: string): Promise<string> => run('kubectl', ['kustomize', path]);

/** @param said by `kubectl apply`, a line for each object. It calls some `configured` in which nothing changes, so those are not counted */
function tell(said: string): void {
  const lines = said.trim().split('\n');
  say(`${lines.length} objects applied, ${lines.filter((line) => line.endsWith(' created')).length} of them new`);
}

/** Each set of images has its Job, and the ended ones would pile up. */
async function removeEarlierJobs(manifests: string): Promise<void> {
  const others = allJobsBut(manifests);
  if (others === undefined) return;
  const selectors = ['--selector', 'app.kubernetes.io/name=secrets', '--field-selector', others];
  await kubectl('delete', 'jobs', ...selectors, '--ignore-not-found');
}

/** @returns a selector of fields; none where the manifests have no Job that it could spare */
export function allJobsBut(manifests: string): string | undefined {
  const jobs = objectsOf(manifests).filter(({ kind }) => kind === 'Job');
  return jobs.map(({ metadata }) => `metadata.name!=${metadata.name}`).join(',') || undefined;
}

type KubernetesObject = { kind: string; metadata: { name: string } };

/** As Kubernetes shapes every object. */
const objectsOf = (manifests: string): KubernetesObject[] =>
  parseAllDocuments(manifests).map((document) => document.toJS() as KubernetesObject);
