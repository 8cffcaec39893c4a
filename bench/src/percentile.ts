/** The value below which this fraction of the samples lies. Sorts the samples. */
export function percentile(samples: number[], fraction: number): number {
  samples.sort((a, b) => a - b);
  return samples[Math.min(samples.length - 1, Math.floor(samples.length * fraction))] ?? Number.NaN;
}
