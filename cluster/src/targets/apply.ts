// `make apply`

import { lastBuilt } from '../images/working-tree.ts';
import { expectNotBy } from '../kubernetes/installer.ts';
import { applyOverlay } from './manifests.ts';
import type { Target } from './target.ts';

export const apply: Target = {
  name: 'apply',
  reach: 'changed',
  async run(context) {
    const { registry, tag } = await lastBuilt(context);
    await expectNotBy('Helm');
    await applyOverlay('dev-local', (name) => ({ newName: [registry, name].filter(Boolean).join('/'), newTag: tag }));
  },
};
