// Whether one more request is too many: a sliding window, told from the counts of two fixed ones.

export type Verdict = {
  refused: boolean;
  /** How many more may come now. */
  remaining: number;
  /** Seconds until the running window ends. */
  resetSeconds: number;
  /** Seconds after which one more may come. */
  retryAfterSeconds: number;
};

/**
 * The window that ends now has all of the running fixed one, and of the one before as much as it still overlaps, as if its requests had
 * come evenly. So nobody gets twice the limit around the turn of a minute, and nothing but two numbers is kept for a client.
 * @param elapsed how much of the running window has passed, from 0 to 1
 */
export function verdict(
  { current, previous }: { current: number; previous: number },
  { limit, windowSeconds }: { limit: number; windowSeconds: number },
  elapsed: number,
): Verdict {
  const counted = current + previous * (1 - elapsed);
  const resetSeconds = Math.ceil((1 - elapsed) * windowSeconds);
  const remaining = Math.max(0, Math.floor(limit - counted));
  if (remaining >= 1) return { refused: false, remaining: remaining - 1, resetSeconds, retryAfterSeconds: 0 };
  const wait = windowsUntil({ current, previous }, limit, elapsed);
  return { refused: true, remaining: 0, resetSeconds, retryAfterSeconds: Math.max(1, Math.ceil(wait * windowSeconds)) };
}

/** Windows until there is room for one, if nobody comes meanwhile. */
function windowsUntil(counts: { current: number; previous: number }, limit: number, elapsed: number): number {
  const room = limit - 1;
  if (counts.current <= room) return 1 - (room - counts.current) / counts.previous - elapsed;
  return 1 - elapsed + (1 - room / counts.current);
}
