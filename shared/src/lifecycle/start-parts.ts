// The start of a service, part by part.

import type { Part } from './part.ts';
import { stopParts } from './stop-parts.ts';

/**
 * Starts parts one after the other: each may count on those before it. If one fails, those that run are stopped again.
 * @throws what the failing part threw, or the signal's reason when it is aborted meanwhile
 */
export async function startParts(parts: readonly Part[], signal?: AbortSignal): Promise<void> {
  const begun: Part[] = [];
  try {
    for (const part of parts) {
      signal?.throwIfAborted();
      begun.push(part);
      await (signal === undefined ? part.start() : Promise.race([part.start(), aborted(signal)]));
    }
  } catch (error) {
    await stopParts(begun);
    throw error;
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
