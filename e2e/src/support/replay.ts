// How often generated tests run, and how one that failed is run again: fast-check prints its seed and its path.

/** PAIDONCE_RUNS, PAIDONCE_SEED and PAIDONCE_PATH as fast-check's parameters. @param numRuns when nobody says */
export function replayable(numRuns: number): { numRuns: number; seed?: number; path?: string } {
  const { PAIDONCE_RUNS: runs, PAIDONCE_SEED: seed, PAIDONCE_PATH: path } = process.env;
  return { numRuns: Number(runs ?? numRuns), ...(seed && { seed: Number(seed) }), ...(path && { path }) };
}
