// `make ingress-apply`: the shop under a name of its own.

import { join } from 'node:path';
import { folder } from '@paidonce/helm/manifests';
import { applyText, kubectl } from '../kubernetes/kubectl.ts';
import { localCluster } from '../kubernetes/local-cluster.ts';
import { say } from '../say.ts';
import { settings } from '../settings.ts';
import { build, tell } from './manifests.ts';
import type { Target } from './target.ts';

export const ingressApply: Target = {
  name: 'ingress-apply',
  reach: 'changed',
  async run(context) {
    const isMinikube = localCluster(context)?.isMinikube ?? false;
    if ((await kubectl('get', 'ingressclasses', '--output', 'name')).trim() === '')
      throw new Error(
        `This cluster has no ingress controller: ${isMinikube ? 'make ingress-enable' : 'install one as its makers tell'}, then run make ingress-apply again.`,
      );
    tell(
      await applyText(
        (await build(join(folder, 'ingress'))).replace('namespace: api\n', `namespace: ${settings.namespace}\n`),
      ),
    );
    const address = isMinikube ? '$(minikube ip)' : 'ADDRESS-OF-THE-INGRESS-CONTROLLER';
    say('The shop answers at http://paidonce.local/docs once this machine knows the name:');
    say(`  echo "${address} paidonce.local" | sudo tee -a /etc/hosts`);
  },
};
