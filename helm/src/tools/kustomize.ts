// Kustomize, which builds the overlays of k8s/: the one that every kubectl has in it, or the one alone.

import { findTool, withGo } from '@paidonce/local/programs';

const insideKubectl = {
  name: 'kubectl',
  version: ['version', '--client'],
  serves: /^Kustomize Version: v5\./m,
  ways: [],
  advice: 'install it as https://kubernetes.io/docs/tasks/tools tells',
};
const alone = {
  name: 'kustomize',
  version: ['version'],
  serves: /v5\./,
  ways: [withGo('sigs.k8s.io/kustomize/kustomize/v5@v5.7.1', 'kustomize')],
  advice: 'install kubectl as https://kubernetes.io/docs/tasks/tools tells, or `brew install kustomize`',
};

/** @returns the words that go before a folder to have it built */
export async function kustomize(): Promise<[program: string, word: string]> {
  const kubectl = await findTool(insideKubectl).catch(() => undefined);
  return kubectl === undefined ? [await findTool(alone), 'build'] : [kubectl, 'kustomize'];
}
