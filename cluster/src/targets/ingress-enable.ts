// `make ingress-enable`: minikube's own ingress controller.

import { localCluster } from '../kubernetes/local-cluster.ts';
import { isMissing, run } from '../programs/run.ts';
import type { Target } from './target.ts';

export const ingressEnable: Target = {
  name: 'ingress-enable',
  reach: 'changed',
  async run(context) {
    if (!localCluster(context)?.isMinikube)
      throw new Error(
        `The context ${context} is no minikube: install an ingress controller there as its makers tell, then make ingress-apply.`,
      );
    try {
      await run('minikube', ['--profile', context, 'addons', 'enable', 'ingress'], { isShown: true });
    } catch (error) {
      if (!isMissing(error)) throw error;
      throw new Error(
        'minikube is missing: install it as https://minikube.sigs.k8s.io/docs/start tells, then run make ingress-enable again.',
      );
    }
  },
};
