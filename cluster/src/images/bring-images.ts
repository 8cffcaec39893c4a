// Images come from this machine's Docker engine to where the nodes find them: pushed, or loaded by the command of the cluster's kind.

import { pinnedContext } from '../kubernetes/context.ts';
import { localCluster } from '../kubernetes/local-cluster.ts';
import { run } from '../programs/run.ts';
import { say } from '../say.ts';
import { settings } from '../settings.ts';

/** The same images under another tag, as if another version had been built. */
export async function bringAgain(images: readonly string[], again: readonly string[]): Promise<void> {
  for (const [index, image] of images.entries()) await run('docker', ['tag', image, again[index] ?? '']);
  await bringImages(again);
}

export async function bringImages(images: readonly string[]): Promise<void> {
  const { registry } = settings;
  if (registry !== undefined) for (const image of images) await push(image, `${registry}/${image}`);
  else await load(images);
}

async function push(image: string, pushed: string): Promise<void> {
  say(`docker push ${pushed}`);
  await run('docker', ['tag', image, pushed]);
  await run('docker', ['push', '--quiet', pushed]);
}

async function load(images: readonly string[]): Promise<void> {
  const command = settings.loadCommand ?? localCluster(pinnedContext())?.loadCommand;
  if (command === undefined)
    return say('PAIDONCE_IMAGE_LOAD and PAIDONCE_REGISTRY say nothing: the nodes must have the images already');
  for (const image of images) {
    say(command.replaceAll('{image}', image));
    await run('sh', ['-c', command.replaceAll('{image}', image)]);
  }
}
