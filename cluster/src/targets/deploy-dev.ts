// `make deploy-dev`, `make deploy-dev VALUES=mine.yaml`: the sources as they are now, by the chart.

import { buildWorkingTree } from '../images/working-tree.ts';
import { expectNotBy } from '../kubernetes/installer.ts';
import { kubectl } from '../kubernetes/kubectl.ts';
import { makeNamespace } from '../kubernetes/namespace.ts';
import { say } from '../say.ts';
import { settings } from '../settings.ts';
import { deployWorkingTree } from '../shop/release.ts';
import type { Target } from './target.ts';

export const deployDev: Target = {
  name: 'deploy-dev',
  reach: 'changed',
  async run(context) {
    await expectNotBy('manifests');
    const { tag, registry } = await buildWorkingTree(context, 'deploy-dev');
    const there = await kubectl('get', 'namespace', settings.namespace, '--ignore-not-found', '--output', 'name');
    if (there.trim() === '') await makeNamespace();
    say('helm upgrade --install, until all of it is ready');
    say(
      `took ${await deployWorkingTree({ tag, registry }, process.env.VALUES || undefined)}; make dev brings the shop to this machine`,
    );
  },
};
