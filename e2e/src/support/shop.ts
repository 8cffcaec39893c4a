// A whole PaidOnce for one test file: servers of its own, every service a process of its own.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Exit,
  type ServiceInstance,
  type ServiceName,
  type System,
  type SystemOptions,
  startSystem,
} from '@paidonce/local/system';
import { eventually, type OwnNats, type OwnPostgres, ownNats, ownPostgres } from '@paidonce/shared/testing';

export type Shop = System & {
  nats: OwnNats;
  postgres: OwnPostgres;
  /** What the payment provider has done, if it is a process of its own: a line for each. */
  providerLedger(): Promise<string[]>;
  /** Resolves when an instance has ended without having been asked to. */
  deathOf(instance: ServiceInstance): Promise<Exit>;
  close(): Promise<void>;
};

export async function openShop(
  options: Pick<SystemOptions, 'instances' | 'databaseUrls' | 'env' | 'remoteProvider'> = {},
): Promise<Shop> {
  const dir = await mkdtemp(join(tmpdir(), 'paidonce-e2e-'));
  const [postgres, nats] = await Promise.all([ownPostgres(), ownNats()]);
  const closeServers = async () => {
    await Promise.all([postgres.close(), nats.close()]);
    await rm(dir, { recursive: true });
  };
  const deaths = new Map<ServiceInstance, Exit>();
  const starting = startSystem({
    ...options,
    dir,
    postgresUrl: postgres.url,
    natsUrl: nats.url,
    onDeath: (instance, exit) => deaths.set(instance, exit),
  });
  const system = await starting.catch(async (error: unknown) => {
    await closeServers();
    throw error;
  });
  return {
    ...system,
    nats,
    postgres,
    providerLedger: async () => (await readFile(join(dir, 'provider.jsonl'), 'utf8')).trimEnd().split('\n'),
    deathOf: (instance) =>
      eventually(() => {
        const exit = deaths.get(instance);
        if (!exit) throw new Error(`${instance.name} is still alive`);
        deaths.delete(instance);
        return exit;
      }),
    async close() {
      await system.stop();
      await closeServers();
    },
  };
}

/** An instance of a service, the first unless told otherwise. */
export function instanceOf(shop: System, service: ServiceName, number = 0): ServiceInstance {
  const instance = shop.services[service][number];
  if (!instance) throw new Error(`there is no instance ${number} of ${service}`);
  return instance;
}
