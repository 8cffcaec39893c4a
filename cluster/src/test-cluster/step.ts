// One thing that is tried in the cluster.

export type Step = {
  /** By which it is run alone. */
  name: string;
  about: string;
  /** A shop is installed before it, when there is none. */
  needsShop: boolean;
  /** @throws what is not as it should be */
  run(): Promise<void>;
};
