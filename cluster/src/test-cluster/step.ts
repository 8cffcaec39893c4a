// One thing that is tried in the cluster.

export type Step = {
  /** By which it is run alone. */
  name: string;
  about: string;
  /** It makes the shop that the others need, or works without one. */
  needsShop: boolean;
  /** @throws what is not as it should be */
  run(): Promise<void>;
};
