// One thing that make does about the shop in a cluster.

/**
 * What it does to the cluster, by which a context is let through: one that is `seen` may be any; one that is `changed` has
 * to look like somebody's own machine, or be named; and where something is `lost` it has to be named.
 */
export type Reach = 'seen' | 'changed' | 'lost';

export type Target = {
  /** As it is typed behind `make`. */
  name: string;
  /** None for what asks no cluster. */
  reach?: Reach;
  /** @param context where it goes. @throws one sentence: what is not as it should be, and what to do */
  run(context: string): Promise<void>;
};
