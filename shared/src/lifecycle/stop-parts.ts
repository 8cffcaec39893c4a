import { setTimeout as sleep } from 'node:timers/promises';
import type { Part } from './part.ts';

/** A part that did not stop, and why. */
export type Leftover = { part: string; reason: unknown };

/**
 * Stops parts in reverse order within a deadline for all of them together, in milliseconds. A part that fails does not keep the others
 * from stopping. Never rejects: what was left is in the result, empty when all stopped.
 */
export async function stopParts(parts: readonly Part[], deadlineMs = 10_000): Promise<Leftover[]> {
  const leftovers: Leftover[] = [];
  const expired = new AbortController();
  const deadline = sleep(deadlineMs, 'late' as const, { signal: expired.signal, ref: false });
  deadline.catch(() => undefined);
  for (const part of parts.toReversed()) {
    const outcome = await Promise.race([stop(part), deadline]);
    if (outcome === 'late')
      leftovers.push({ part: part.name, reason: new Error(`not stopped within ${deadlineMs} ms`) });
    else if (outcome !== undefined) leftovers.push(outcome);
  }
  expired.abort();
  return leftovers;
}

async function stop(part: Part): Promise<Leftover | undefined> {
  try {
    await part.stop();
    return undefined;
  } catch (reason) {
    return { part: part.name, reason };
  }
}
