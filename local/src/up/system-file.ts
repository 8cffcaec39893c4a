// Where the running system is: written for `npx paidonce`, gone when the system is.

import { chmod, rm, writeFile } from 'node:fs/promises';
import type { System } from '@paidonce/local/system';

/** The reader's passwords are inside, so only the owner may read it. */
export async function writeSystemFile(file: string, system: System): Promise<void> {
  const { gatewayUrl, natsUrl, natsMonitorUrl, readerUrls } = system;
  const services = Object.fromEntries(
    Object.entries(system.services).map(([name, instances]) => [name, instances.map(({ url }) => url)]),
  );
  await writeFile(file, `${JSON.stringify({ gatewayUrl, services, natsUrl, natsMonitorUrl, readerUrls }, null, 2)}\n`);
  await chmod(file, 0o600);
}

export const removeSystemFile = (file: string): Promise<void> => rm(file, { force: true });
