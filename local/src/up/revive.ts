// What happens when a service or a server ends by itself: it is started again, unless it cannot stay up.

import { setTimeout } from 'node:timers/promises';
import { progress } from '@paidonce/local/servers';
import type { Exit, ServerInstance, ServiceInstance } from '@paidonce/local/system';

const pauseMilliseconds = 1_000;
const shortestLifeMilliseconds = 10_000;

/** Why everything is stopped although nobody asked for it. */
export class GaveUp extends Error {}

type Ended = { name: string; restart(): Promise<void> };

export type Reviver = {
  service(instance: ServiceInstance, exit: Exit): Promise<void>;
  server(instance: ServerInstance): Promise<void>;
};

/** Reports an end and starts again what ended; when it ends soon after that, everything is stopped. */
export function createReviver(stopped: AbortController): Reviver {
  const revivedAt = new Map<string, number>();

  async function revive({ name, restart }: Ended, how: string, lastWords: string): Promise<void> {
    if (performance.now() - (revivedAt.get(name) ?? Number.NEGATIVE_INFINITY) < shortestLifeMilliseconds) {
      stopped.abort(new GaveUp(`${name} ${how} right after it was started again.${lastWords}`));
      return;
    }
    progress(`${name} ${how}; starting it again.${lastWords}`);
    await setTimeout(pauseMilliseconds);
    if (stopped.signal.aborted) return;
    revivedAt.set(name, performance.now());
    await restart().catch((error: unknown) => stopped.abort(new GaveUp(String(error))));
  }

  return {
    service({ name, logs, restart }, { code, signal }) {
      const how = signal ? `was ended by ${signal}` : `ended with code ${code}`;
      return revive({ name, restart }, how, ` Its last lines:\n${lastOf(logs)}`);
    },
    server: (server) => revive(server, 'ended', ''),
  };
}

const lastOf = (logs: () => string[]): string =>
  logs()
    .slice(-5)
    .map((line) => `  ${line}`)
    .join('\n');
