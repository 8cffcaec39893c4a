// One thing that make does about the shop in a cluster.

import type { Reach } from '../kubernetes/choose-context.ts';

export type Target = {
  /** As it is typed behind `make`. */
  name: string;
  /** What it does to the cluster. None for what asks no cluster. */
  reach?: Reach;
  /** @param context where it goes. @throws one sentence: what is not as it should be, and what to do */
  run(context: string): Promise<void>;
};
