// How long anybody still waits for the answer. It travels in a header, so that no service works for nobody.

import { Unavailable } from '../errors/index.ts';

export const deadlineHeader = 'x-request-deadline';

/** How long a request may take in all, in milliseconds, when nobody said less. */
export const requestBudgetMs = 5000;

export type Deadline = {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Milliseconds left, never below zero. */
  remaining(): number;
  /** Aborts when the time is up. */
  readonly signal: AbortSignal;
};

/** A deadline so many milliseconds from now. */
export function deadlineIn(milliseconds: number): Deadline {
  return deadlineAt(Date.now() + milliseconds);
}

/**
 * The deadline of a request: what its header says (epoch milliseconds), but at most the usual budget, so that nobody can hold resources
 * for longer.
 * @throws Unavailable (`deadline-exceeded`) when it has passed: its sender has gone
 */
export function deadlineOf(header: string | string[] | undefined): Deadline {
  const now = Date.now();
  const latest = now + requestBudgetMs;
  if (typeof header !== 'string' || !/^\d{1,15}$/.test(header)) return deadlineAt(latest);
  const asked = Number(header);
  if (asked <= now) throw new Unavailable('The deadline of this request has passed', { type: 'deadline-exceeded' });
  return deadlineAt(Math.min(asked, latest));
}

/** The signal and its timer are made on first use: most requests never need them. */
function deadlineAt(at: number): Deadline {
  let signal: AbortSignal | undefined;
  const remaining = () => Math.max(0, at - Date.now());
  return {
    at,
    remaining,
    get signal() {
      signal ??= AbortSignal.timeout(remaining());
      return signal;
    },
  };
}
