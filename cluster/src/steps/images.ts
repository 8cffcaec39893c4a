// The images come onto the nodes: built or taken, then pushed, or loaded by the command of the cluster's kind.

import { join } from 'node:path';
import { chartValues } from '../chart-values.ts';
import { run } from '../kubernetes/run.ts';
import { say } from '../say.ts';
import { settings } from '../settings.ts';
import type { Step } from '../step.ts';

const root = join(import.meta.dirname, '../../..');

/** By the name that each tool gives its context. */
const loadCommands: [context: RegExp, command: string][] = [
  [/^minikube/, 'minikube --profile {cluster} image load {image}'],
  [/^kind-(.+)/, 'kind load docker-image {image} --name {cluster}'],
  [/^k3d-(.+)/, 'k3d image import {image} --cluster {cluster}'],
];

export const images: Step = {
  name: 'images',
  about: 'the images come onto the nodes',
  needsShop: false,
  async run() {
    const { tag, registry, buildsImages } = settings;
    if (buildsImages) {
      say(`make images TAG=${tag}`);
      await run('make', ['-C', root, 'images', `TAG=${tag}`], { isShown: true });
    }
    const ours = [...Object.keys((await chartValues()).services), 'ops'].map((name) => `paidonce/${name}:${tag}`);
    if (registry !== undefined) for (const image of ours) await push(image, `${registry}/${image}`);
    else await load(ours);
  },
};

async function push(image: string, pushed: string): Promise<void> {
  say(`docker push ${pushed}`);
  await run('docker', ['tag', image, pushed]);
  await run('docker', ['push', '--quiet', pushed]);
}

async function load(ours: string[]): Promise<void> {
  const command = settings.loadCommand ?? (await commandOfContext());
  if (command === undefined)
    return say('PAIDONCE_IMAGE_LOAD and PAIDONCE_REGISTRY say nothing: the nodes must have the images already');
  for (const image of ours) {
    say(command.replaceAll('{image}', image));
    await run('sh', ['-c', command.replaceAll('{image}', image)]);
  }
}

async function commandOfContext(): Promise<string | undefined> {
  const context = (await run('kubectl', ['config', 'current-context'])).trim();
  for (const [pattern, command] of loadCommands) {
    const found = pattern.exec(context);
    if (found) return command.replace('{cluster}', found[1] ?? context);
  }
  return undefined;
}
