// Images come from this machine's Docker engine to where the nodes find them: pushed, or loaded by the command of the cluster's kind.

import { kubectl } from '../kubernetes/kubectl.ts';
import { localCluster } from '../kubernetes/local-cluster.ts';
import { run } from '../programs/run.ts';
import { say } from '../say.ts';
import { settings } from '../settings.ts';

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
  const context = settings.context ?? (await kubectl('config', 'current-context')).trim();
  const command = settings.loadCommand ?? localCluster(context)?.loadCommand;
  if (command === undefined)
    return say('PAIDONCE_IMAGE_LOAD and PAIDONCE_REGISTRY say nothing: the nodes must have the images already');
  for (const image of images) {
    say(command.replaceAll('{image}', image));
    await run('sh', ['-c', command.replaceAll('{image}', image)]);
  }
}
