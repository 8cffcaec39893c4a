// A whole PaidOnce for one test file: servers of its own, every service a process of its own.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type System, type SystemOptions, startSystem } from '@paidonce/local/system';
import { ownNats } from './own-nats.ts';
import { ownPostgres } from './own-postgres.ts';
import type { OwnNats, OwnPostgres } from './own-server.ts';

export type OwnSystem = System & {
  /** Where it keeps what it writes into files. */
  dir: string;
  nats: OwnNats;
  postgres: OwnPostgres;
  /** Ends everything and removes what it left. */
  close(): Promise<void>;
};

/** Starts all of it; the test closes it. @throws what did not start, with nothing left running */
export async function ownSystem(
  options: Omit<SystemOptions, 'dir' | 'postgresUrl' | 'natsUrl'> = {},
): Promise<OwnSystem> {
  const dir = await mkdtemp(join(tmpdir(), 'paidonce-system-'));
  const [postgres, nats] = await Promise.all([ownPostgres(), ownNats()]);
  const closeServers = async () => {
    await Promise.all([postgres.close(), nats.close()]);
    await rm(dir, { recursive: true });
  };
  try {
    const system = await startSystem({ ...options, dir, postgresUrl: postgres.url, natsUrl: nats.url });
    const close = async () => {
      await system.stop();
      await closeServers();
    };
    return { ...system, dir, nats, postgres, close };
  } catch (error) {
    await closeServers();
    throw error;
  }
}
