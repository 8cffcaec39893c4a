// What was started is stopped, however its time ends.

import type { System } from '@paidonce/local/system';
import { removeSystemFile, writeSystemFile } from './system-file.ts';

/**
 * Writes down where the system is, for as long as `work` takes; then stops it.
 * @throws what `work` throws, once everything has stopped: a failure must not leave it running behind its error
 */
export async function thenStop(system: System, systemFile: string, work: () => Promise<void>): Promise<void> {
  try {
    await writeSystemFile(systemFile, system);
    await work();
  } finally {
    await removeSystemFile(systemFile).finally(() => system.stop());
  }
}
