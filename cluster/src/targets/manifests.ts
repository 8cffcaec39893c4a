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

/** An overlay of ours lies upon theirs here, to be looked at: `kubectl diff -k .paidonce/k8s`. */
const filledIn = join(home(), 'k8s');

type Overlay = 'dev-local' | 'ghcr';

/** @param imageFor what the overlay's image of this name is called here */
export async function applyOverlay(
  overlay: Overlay,
  imageFor: (name: string) => { newName: string; newTag: string },
): Promise<void> {
  const below = join(folder, 'overlays', overlay);
  const images = imagesIn(await build(below)).map((name) => ({ name, ...imageFor(name) }));
  const jobSuffix = `-${createHash('sha256').update(JSON.stringify(images)).digest('hex').slice(0, 8)}`;
  await mkdir(filledIn, { recursive: true });
  const text = kustomization({
    resources: [relative(filledIn, below)],
    movedTo: settings.namespace,
    images,
    jobSuffix,
  });
  await writeFile(join(filledIn, 'kustomization.yaml'), `${text}\n`);
  const manifests = await build(filledIn);
  tell(await applyText(manifests));
  await removeEarlierJobs(manifests);
}

/** @returns the kinds of what the manifests make inside the namespace */
export async function kindsOfManifests(): Promise<string[]> {
  const documents = parseAllDocuments(`${await build(folder)}---\n${await build(join(folder, 'ingress'))}`);
  const kinds = documents.map((document) => String(document.get('kind')));
  return [...new Set(kinds)].filter((kind) => kind !== 'Namespace');
}

/** @returns the manifests of a folder as one text */
export const build = (path: string): Promise<string> => run('kubectl', ['kustomize', path]);

/** @param said by `kubectl apply`, a line for each object. It calls some `configured` in which nothing changes, so those are not counted */
export function tell(said: string): void {
  const lines = said.trim().split('\n');
  say(`${lines.length} objects applied, ${lines.filter((line) => line.endsWith(' created')).length} of them new`);
}

/** Each set of images has its Job, and the ended ones would pile up. */
async function removeEarlierJobs(manifests: string): Promise<void> {
  const [, job] = /^kind: Job\nmetadata:\n(?: .*\n)*? {2}name: (\S+)/m.exec(manifests) ?? [];
  const others = ['--selector', 'app.kubernetes.io/name=secrets', '--field-selector', `metadata.name!=${job}`];
  await kubectl('delete', 'jobs', ...others, '--ignore-not-found');
}
