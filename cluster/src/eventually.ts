// Waiting for what a cluster does by itself.

import { setTimeout as delay } from 'node:timers/promises';

/** Looks every second until something is seen. @throws what was waited for, once the time is over */
export async function eventually<Seen>(
  what: string,
  look: () => Promise<Seen | undefined>,
  patienceMilliseconds = 180_000,
): Promise<Seen> {
  const end = Date.now() + patienceMilliseconds;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (Date.now() > end) throw new Error(`not within ${patienceMilliseconds / 1000} s: ${what}`);
    await delay(1_000);
  }
}
