// Waiting without spending much of what is measured.

import { setTimeout as sleep } from 'node:timers/promises';

const intervalMilliseconds = 5;
const patienceMilliseconds = 60_000;

/** The first result that `attempt` gives without throwing. @throws its last error after a minute */
export async function eventually<Result>(attempt: () => Promise<Result>): Promise<Result> {
  const end = performance.now() + patienceMilliseconds;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > end) throw error;
      await sleep(intervalMilliseconds);
    }
  }
}
