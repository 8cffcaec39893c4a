// Everything that there is to look at.

import { setTimeout as delay } from 'node:timers/promises';
import { type DatabaseOwner, databaseOwners } from '@paidonce/shared/contracts';
import { type Connection, createConnection } from '@paidonce/shared/messaging';
import { createLogger } from '@paidonce/shared/observability';
import type { Addresses } from './addresses.ts';
import { CouldNotLook } from './could-not-look.ts';
import { type Database, openDatabase } from './database.ts';

export type Sources = Record<DatabaseOwner, Database> & { nats: Connection };

const natsPatienceMilliseconds = 5_000;

/** Opens everything, uses it, and closes it. @throws CouldNotLook */
export async function withSources<Result>(
  addresses: Pick<Addresses, 'readerUrls' | 'natsUrl'>,
  use: (sources: Sources) => Promise<Result>,
): Promise<Result> {
  const opening = databaseOwners.map(
    async (owner) => [owner, await openDatabase(owner, addresses.readerUrls[owner])] as const,
  );
  const opened = Promise.all(opening);
  opened.catch(() => {}); // one that fails before NATS answers is told of when it is waited for
  try {
    return await withNats(addresses.natsUrl, async (nats) => {
      const databases = Object.fromEntries(await opened);
      // Object.fromEntries forgets which keys it was given: here every owner.
      return await use({ ...(databases as Record<DatabaseOwner, Database>), nats });
    });
  } finally {
    // Those that open while another one fails are waited for, to be closed as well.
    await Promise.allSettled(opening.map(async (database) => (await database)[1].close()));
  }
}

/** @throws CouldNotLook when it does not answer */
export async function withNats<Result>(url: string, use: (nats: Connection) => Promise<Result>): Promise<Result> {
  const log = createLogger({ name: 'paidonce', level: 'silent' });
  const nats = createConnection({ url, name: 'paidonce', log });
  try {
    await nats.start();
    await connected(nats, url);
    return await use(nats);
  } finally {
    await nats.stop();
  }
}

async function connected(nats: Connection, url: string): Promise<void> {
  const end = Date.now() + natsPatienceMilliseconds;
  while (!nats.up) {
    if (Date.now() > end) throw new CouldNotLook(`NATS does not answer at ${url.replaceAll(/\/\/[^@/,]*@/g, '//')}.`);
    await delay(50);
  }
}
