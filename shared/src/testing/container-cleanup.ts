// Who removes containers when a run of the tests is killed: testcontainers' helper, where its image can be had.

import { getContainerRuntimeClient, getReaper } from 'testcontainers';

/** Starts the helper, or turns it off for this run: the tests close their own servers, so it is needed after a crash only. */
export async function prepareCleanup(): Promise<void> {
  try {
    await getReaper(await getContainerRuntimeClient());
  } catch {
    process.env.TESTCONTAINERS_RYUK_DISABLED = 'true';
  }
}
