// Waiting for what happens by itself, a moment later.

import { setTimeout } from 'node:timers/promises';

type Patience = {
  /** Milliseconds until the last failure is thrown: half a minute unless told, as a busy machine is no failure. */
  timeout?: number;
  /** Milliseconds between two attempts. */
  interval?: number;
};

/**
 * Repeats an assertion until it passes and returns its value.
 * @throws what the assertion threw last, once the time is over
 */
export async function eventually<Value>(
  assertion: () => Value | Promise<Value>,
  { timeout = 30_000, interval = 20 }: Patience = {},
): Promise<Value> {
  const end = performance.now() + timeout;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (performance.now() >= end) throw error;
      await setTimeout(interval);
    }
  }
}
