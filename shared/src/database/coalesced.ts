// One statement for many: whatever is asked while the statement before runs goes into the next one.

import { isOutage } from './failures.ts';

type Waiting<Item, Result> = { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void };

/**
 * Shares round trips and commits among those who ask at the same time. Nobody waits for company: at rest each item is a
 * statement of its own.
 * @param run one statement for all items; answers each, in their order. It is given none twice, but after a failure
 * that undid it all: then each is tried alone, so that nobody fails for another's sake
 * @param most so many items at once
 */
export function coalesced<Item, Result>(
  run: (items: readonly Item[]) => Promise<readonly Result[]>,
  most = 64,
): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = [];
  let running = false;

  async function runAll(): Promise<void> {
    running = true;
    while (waiting.length > 0) await runTogether(waiting.splice(0, most));
    running = false;
  }

  async function runTogether(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await run(batch.map(({ item }) => item));
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result); // one for each, as `run` promises
    } catch (error) {
      // What a lost connection has done is not known, and one more try would not be the first.
      if (batch.length === 1 || isOutage(error)) for (const { reject } of batch) reject(error);
      else for (const one of batch) await runTogether([one]);
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!running) queueMicrotask(() => running || runAll());
    });
}
