// The end of a service, part by part, within a time that is known beforehand.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Part } from './part.ts';

/** A part that did not stop, and why. */
export type Leftover = { part: string; reason: unknown };

/** A process has ten seconds; half a second of them is for what comes before and after its parts. */
const usualDeadlineMilliseconds = 9_500;

/** So much is each part's own, however long those before it take. More than that it has as far as they were quick. */
const ownShareMilliseconds = 500;

/**
 * Stops parts in reverse order within a deadline for all of them together, in milliseconds. A part that fails or hangs keeps the others
 * neither from stopping nor from their share of the time. Never rejects: what was left is in the result, empty when all stopped.
 */
export async function stopParts(
  parts: readonly Part[],
  deadlineMilliseconds = usualDeadlineMilliseconds,
): Promise<Leftover[]> {
  const leftovers: Leftover[] = [];
  const end = performance.now() + deadlineMilliseconds;
  const share = Math.min(ownShareMilliseconds, deadlineMilliseconds / parts.length);
  for (const [waiting, part] of [...parts.entries()].reverse()) {
    const leftover = await stopWithin(part, Math.max(share, end - performance.now() - waiting * share));
    if (leftover !== undefined) leftovers.push(leftover);
  }
  return leftovers;
}

async function stopWithin(part: Part, milliseconds: number): Promise<Leftover | undefined> {
  const stopped = new AbortController();
  const late = sleep(milliseconds, 'late' as const, { signal: stopped.signal, ref: false });
  late.catch(() => undefined);
  try {
    if ((await Promise.race([part.stop(), late])) !== 'late') return undefined;
    return { part: part.name, reason: new Error(`not stopped within ${Math.round(milliseconds)} ms`) };
  } catch (reason) {
    return { part: part.name, reason };
  } finally {
    stopped.abort();
  }
}
