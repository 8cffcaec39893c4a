// How long anybody still waits for the answer. It travels in a header, so that no service works for nobody.

import { Unavailable } from '../errors/index.ts';

/** Milliseconds that the sender still waits. Not a time of day: the clocks of two machines differ. */
export const timeoutHeader = 'x-request-timeout-ms';

/** How long a request may take in all, in milliseconds, when nobody said less. */
export const requestBudgetMilliseconds = 5000;

export type Deadline = {
  /** Whole milliseconds left, never below zero. */
  remaining(): number;
};

/** A deadline so many milliseconds from now, by a clock that nobody sets. */
export function deadlineIn(milliseconds: number): Deadline {
  const end = performance.now() + milliseconds;
  return { remaining: () => Math.max(0, Math.round(end - performance.now())) };
}

/**
 * The deadline of a request that comes now: what its header says, but at most the usual budget, so that nobody can hold resources
 * for longer.
 * @throws Unavailable (`deadline-exceeded`) when no time is left: its sender has gone
 */
export function deadlineOf(header: string | string[] | undefined): Deadline {
  if (typeof header !== 'string' || !/^\d{1,15}$/.test(header)) return deadlineIn(requestBudgetMilliseconds);
  const milliseconds = Number(header);
  if (milliseconds === 0) throw deadlineExceeded();
  return deadlineIn(Math.min(milliseconds, requestBudgetMilliseconds));
}

/** What a request is told whose time is up. Whether it did something is not known. */
export function deadlineExceeded(): Unavailable {
  // Nobody waits for the rest of a body that did not come in time.
  return new Unavailable('The time of this request is up', {
    type: 'deadline-exceeded',
    headers: { Connection: 'close' },
  });
}
