// `make deploy-ghcr GHCR_NS=you TAG=1.2.0`

import { placeholders } from '@paidonce/helm/manifests';
import { expectNotBy } from '../kubernetes/installer.ts';
import { applyOverlay } from './manifests.ts';
import type { Target } from './target.ts';

const usage = 'make deploy-ghcr GHCR_NS=account TAG=version-or-commit';

export const deployGhcr: Target = {
  name: 'deploy-ghcr',
  reach: 'changed',
  async run() {
    const { GHCR_NS: account = '', TAG: tag = '' } = process.env;
    if (!/^[a-z\d][a-z\d-]*$/.test(account))
      throw new Error(`GHCR_NS names the account whose images are taken, in small letters as ghcr.io has it: ${usage}`);
    if (tag === 'latest')
      throw new Error(`TAG=latest does not say what will run, and pods would keep what they have: ${usage}`);
    if (!/^\w[\w.-]{0,127}$/.test(tag)) throw new Error(`TAG names which images are taken: ${usage}`);
    await expectNotBy('Helm');
    await applyOverlay('ghcr', (name) => ({ newName: name.replace(placeholders.namespace, account), newTag: tag }));
  },
};
