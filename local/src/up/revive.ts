// What happens when a service ends by itself: it is started again, unless it cannot stay up.

import { setTimeout } from 'node:timers/promises';
import { progress } from '@paidonce/local/servers';
import type { Exit, ServiceInstance } from '@paidonce/local/system';

const pauseMilliseconds = 1_000;
const shortestLifeMilliseconds = 10_000;

/** Why everything is stopped although nobody asked for it. */
export class GaveUp extends Error {}

/** Reports an end, starts the service again; when it ends soon after that, everything is stopped. */
export function reviver(stopped: AbortController) {
  const revivedAt = new Map<string, number>();
  return async ({ name, url, logs, restart }: ServiceInstance, { code, signal }: Exit): Promise<void> => {
    const how = signal ? `was ended by ${signal}` : `ended with code ${code}`;
    if (performance.now() - (revivedAt.get(url) ?? Number.NEGATIVE_INFINITY) < shortestLifeMilliseconds) {
      stopped.abort(new GaveUp(`${name} ${how} right after it was started again. Its last lines:\n${lastOf(logs)}`));
      return;
    }
    progress(`${name} ${how}; starting it again. Its last lines:\n${lastOf(logs)}`);
    await setTimeout(pauseMilliseconds);
    if (stopped.signal.aborted) return;
    revivedAt.set(url, performance.now());
    await restart().catch((error: unknown) => stopped.abort(new GaveUp(String(error))));
  };
}

const lastOf = (logs: () => string[]): string =>
  logs()
    .slice(-5)
    .map((line) => `  ${line}`)
    .join('\n');
