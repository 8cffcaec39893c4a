// A served process from its start to the signal that ends it.

import type { Logger } from '../observability/index.ts';
import type { Part } from './part.ts';
import { startParts } from './start-parts.ts';
import { stopParts } from './stop-parts.ts';

/**
 * Starts the parts, waits for SIGTERM or SIGINT, stops them. A second signal ends the process at once (exit code 1). While parts are
 * still starting, the first one stops those that run, which is a good end too. Parts that did not stop in time set the exit code to 1.
 */
export async function serve(parts: readonly Part[], log: Logger): Promise<void> {
  const stopping = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping.signal.aborted) process.exit(1);
      log.info({ signal }, 'stopping');
      stopping.abort();
    });
  }
  try {
    await startParts(parts, stopping.signal);
  } catch (error) {
    if (stopping.signal.aborted) return;
    throw error;
  }
  await until(stopping.signal);
  const leftovers = await stopParts(parts);
  for (const { part, reason } of leftovers) log.error({ part, err: reason }, 'did not stop');
  if (leftovers.length > 0) process.exitCode = 1;
  log.info('stopped');
}

function until(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
