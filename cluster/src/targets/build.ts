// `make build`

import { buildWorkingTree } from '../images/working-tree.ts';
import type { Target } from './target.ts';

export const build: Target = {
  name: 'build',
  reach: 'changed',
  async run(context) {
    await buildWorkingTree(context, 'build');
  },
};
