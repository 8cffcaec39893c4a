// What happens when a service or a server ends that nobody stopped: it is started again, unless it cannot stay up.

import { setTimeout } from 'node:timers/promises';
import { progress } from '@paidonce/local/servers';
import type { Exit, ServerInstance, ServiceInstance } from '@paidonce/local/system';

/** Whoever lasts so long, in milliseconds, is well again. */
const shortestLifeMilliseconds = 10_000;

/** Before it is started again: the first time, and after each life in a row that was too short. */
const usualPausesMilliseconds: readonly number[] = [1_000, 2_000, 4_000, 8_000];

/** Why everything is stopped although nobody asked for it. */
export class GaveUp extends Error {}

type Ended = { name: string; restart(): Promise<void> };

export type Reviver = {
  service(instance: ServiceInstance, exit: Exit): Promise<void>;
  server(instance: ServerInstance): Promise<void>;
};

/**
 * Reports an end and starts again what ended. What ends by itself five times in a row, each time right after it was started, ends
 * everything. What somebody kills does not, however often: that is how one looks at what this system does then.
 */
export function createReviver(stopped: AbortController, pausesMilliseconds = usualPausesMilliseconds): Reviver {
  const lives = new Map<string, { begunAt: number; shortInARow: number }>();

  async function revive({ name, restart }: Ended, how: string, { lastWords = '', killed = false } = {}): Promise<void> {
    const { begunAt, shortInARow } = lives.get(name) ?? { begunAt: Number.NEGATIVE_INFINITY, shortInARow: 0 };
    const short = killed || performance.now() - begunAt >= shortestLifeMilliseconds ? 0 : shortInARow + 1;
    const pause = pausesMilliseconds[short];
    if (pause === undefined) {
      stopped.abort(new GaveUp(`${name} ${how} right after it was started again, once more.${lastWords}`));
      return;
    }
    progress(`${name} ${how}; starting it again.${lastWords}`);
    await setTimeout(pause);
    if (stopped.signal.aborted) return;
    // Until it has started, its end counts as one of a short life, however long the start takes.
    lives.set(name, { begunAt: Number.POSITIVE_INFINITY, shortInARow: short });
    try {
      await restart();
      lives.set(name, { begunAt: performance.now(), shortInARow: short });
    } catch (error) {
      await revive({ name, restart }, 'could not be started', { lastWords: ` ${String(error)}` });
    }
  }

  return {
    service({ name, logs, restart }, { code, signal }) {
      const how = signal ? `was ended by ${signal}` : `ended with code ${code}`;
      return revive({ name, restart }, how, {
        lastWords: ` Its last lines:\n${lastOf(logs)}`,
        killed: signal !== null,
      });
    },
    server: (server) => revive(server, 'ended'),
  };
}

const lastOf = (logs: () => string[]): string =>
  logs()
    .slice(-5)
    .map((line) => `  ${line}`)
    .join('\n');
