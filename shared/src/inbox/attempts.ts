// Tells failures that pass from those that do not: when to try an event again, and when to set it aside.

import type { EventId } from '../contracts/index.ts';
import { blamesTheData, isOutage } from '../database/index.ts';
import { Poison } from './poison.ts';

export type Verdict = { retryAfter: number } | 'set aside';

/** How often a handler may fail at an event for a reason of its own. */
export const attemptsOfItsOwn = 5;
const firstDelayMilliseconds = 100;
const longestDelayMilliseconds = 30_000;

export class Attempts {
  /** Only failures that the event or its handler is to blame for count; the broker's delivery count also has those of an outage. */
  readonly #failures = new Map<EventId, number>();

  failed(event: EventId, error: unknown, deliveries: number): Verdict {
    const retry = {
      retryAfter: Math.min(longestDelayMilliseconds, firstDelayMilliseconds * 2 ** Math.min(deliveries, 20)),
    };
    if (isOutage(error) || !blamesTheData(error)) return retry;
    const failures = (this.#failures.get(event) ?? 0) + 1;
    if (error instanceof Poison || failures >= attemptsOfItsOwn) {
      this.#failures.delete(event);
      return 'set aside';
    }
    this.#failures.set(event, failures);
    return retry;
  }

  /** Forgets the failures of an event that was applied after all. */
  succeeded(event: EventId): void {
    this.#failures.delete(event);
  }
}
