// `make ingress-apply`: the shop under a name of its own.

import { kubectl } from '../kubernetes/kubectl.ts';
import { localCluster } from '../kubernetes/local-cluster.ts';
import { say } from '../say.ts';
import { applyIngress } from './manifests.ts';
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
    await applyIngress();
    const address = isMinikube ? '$(minikube ip)' : 'ADDRESS-OF-THE-INGRESS-CONTROLLER';
    say('The shop answers at http://paidonce.local/docs once this machine knows the name:');
    say(`  echo "${address} paidonce.local" | sudo tee -a /etc/hosts`);
  },
};
