// A task that is done again and again, by one replica at a time.

import { setTimeout as delay } from 'node:timers/promises';
import type { Part } from '../lifecycle/index.ts';
import type { Logger } from '../observability/index.ts';
import { leadWhenElected } from './leadership.ts';

export type LedTaskOptions = {
  /** Of the log, and of the connection in `pg_stat_activity`. */
  name: string;
  databaseUrl: string;
  /** The advisory lock's key: each task of a database has its own. */
  lock: number;
  everyMilliseconds: number;
  /** One round. It should end soon when the signal is aborted: the lead is lost, or all is to end. */
  run: (signal: AbortSignal) => Promise<void>;
  log: Logger;
};

/**
 * Runs the task while this process leads, a pause after each round. A lost lead is noticed late at times, so two rounds
 * may overlap: the task has to guard what it writes. A round that fails is told once, and tried again after the pause.
 */
export function createLedTask({ name, databaseUrl, lock, everyMilliseconds, run, log }: LedTaskOptions): Part {
  let ending = new AbortController();
  let running: Promise<void> = Promise.resolve();

  async function lead(signal: AbortSignal): Promise<void> {
    let failing = false;
    while (!signal.aborted) {
      try {
        await run(signal);
        if (failing) log.info(`${name} works again`);
        failing = false;
      } catch (error) {
        if (!failing) log.error({ err: error }, `${name} fails; trying on`);
        failing = true;
      }
      await delay(everyMilliseconds, undefined, { signal }).catch(() => {}); // ended early by the signal
    }
  }

  return {
    name,
    start() {
      ending = new AbortController();
      const election = { databaseUrl, name, led: name, lock, log, signal: ending.signal };
      running = leadWhenElected(election, (_, signal) => lead(signal));
      return Promise.resolve();
    },
    async stop() {
      ending.abort();
      await running;
    },
  };
}
