// A whole PaidOnce for one test file, and what happens in it.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Exit, ServiceInstance, ServiceName, System, SystemOptions } from '@paidonce/local/system';
import { eventually, type OwnSystem, ownSystem } from '@paidonce/shared/testing';

export type Shop = OwnSystem & {
  /** What the payment provider has done, if it is a process of its own: a line for each. */
  providerLedger(): Promise<string[]>;
  /** Resolves when an instance has ended without having been asked to. */
  deathOf(instance: ServiceInstance): Promise<Exit>;
};

export type ShopOptions = Pick<SystemOptions, 'instances' | 'databaseUrls' | 'env' | 'remoteProvider'>;

export async function openShop(options: ShopOptions = {}): Promise<Shop> {
  const deaths = new Map<ServiceInstance, Exit>();
  const system = await ownSystem({ ...options, onDeath: (instance, exit) => deaths.set(instance, exit) });
  return {
    ...system,
    providerLedger: async () => (await readFile(join(system.dir, 'provider.jsonl'), 'utf8')).trimEnd().split('\n'),
    deathOf: (instance) =>
      eventually(() => {
        const exit = deaths.get(instance);
        if (!exit) throw new Error(`${instance.name} is still alive`);
        deaths.delete(instance);
        return exit;
      }),
  };
}

/** An instance of a service, the first unless told otherwise. */
export function instanceOf(shop: System, service: ServiceName, number = 0): ServiceInstance {
  const instance = shop.services[service][number];
  if (!instance) throw new Error(`there is no instance ${number} of ${service}`);
  return instance;
}
