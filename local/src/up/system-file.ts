// Where the running system is: written for `npx paidonce`, gone when the system is.

import { chmod, rm, writeFile } from 'node:fs/promises';
import type { System } from '@paidonce/local/system';

/** Passwords are inside, so only its owner may read it. */
export async function writeSystemFile(file: string, system: System): Promise<void> {
  const { gatewayUrl, natsUrl, natsMonitorUrl, readerUrls, databaseUrls } = system;
  const services = Object.fromEntries(
    Object.entries(system.services).map(([name, instances]) => [name, instances.map(({ url }) => url)]),
  );
  const whereabouts = { gatewayUrl, services, natsUrl, natsMonitorUrl, readerUrls, databaseUrls };
  await writeFile(file, `${JSON.stringify(whereabouts, null, 2)}\n`, { mode: 0o600 });
  await chmod(file, 0o600); // also of a file that was there before
}

export const removeSystemFile = (file: string): Promise<void> => rm(file, { force: true });
