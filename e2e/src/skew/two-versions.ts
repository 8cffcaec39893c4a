// Two versions of the shop on the same databases and streams.

import { join } from 'node:path';
import { startNats, startPostgres } from '@paidonce/local/servers';
import { type ServiceInstance, type ServiceName, type System, serviceNames, startSystem } from '@paidonce/local/system';
import { makePassword } from '@paidonce/shared/secrets';
import { eventually } from '@paidonce/shared/testing';
import { z } from 'zod';
import { call } from '../support/call.ts';
import type { Mix, Version } from './mixes.ts';
import type { SourceTree } from './source-tree.ts';

const logged = z.object({
  msg: z.string(),
  route: z.string().optional(),
  err: z.object({ message: z.string() }).optional(),
});

export type TwoVersions = {
  /** Starts a version as it starts itself: with its roles and migrations, beside what runs. @throws with the words of what did not start */
  bring(version: Version): Promise<System>;
  /** Starts what runs in the mix and stops what does not. @returns the gateways, one or two */
  arrange(mix: Mix): Promise<string[]>;
  /** Which errors were told, and what died, since this was last asked. */
  errors(): string[];
  close(): Promise<void>;
};

/** @param tree of the old version; the new one is this checkout @param dir for databases and streams */
export async function openTwoVersions(tree: SourceTree, dir: string): Promise<TwoVersions> {
  const password = makePassword();
  const [postgres, nats] = await Promise.all([
    startPostgres({ dir: join(dir, 'postgres'), password }),
    startNats({ dir: join(dir, 'nats') }),
  ]);
  const systems = new Map<Version, System>();
  let errors: string[] = [];

  return {
    async bring(version) {
      await systems.get(version)?.stop();
      const starting = version === 'old' ? await startingOf(tree) : startSystem;
      // The secrets are those of the directory, so both versions have the same.
      const system = await starting({
        dir,
        postgresUrl: postgres.url,
        natsUrl: nats.url,
        seed: systems.size === 0,
        onLog: (name, line) => {
          const told = errorIn(line);
          if (told !== undefined) errors.push(`${version} ${name}: ${told}`);
        },
        onDeath: ({ name }, { code, signal }) => errors.push(`${version} ${name} died: ${code ?? signal}`),
      });
      systems.set(version, system);
      return system;
    },
    arrange: (mix) => arrange(systems, mix),
    errors() {
      const seen = new Set(errors);
      errors = [];
      return [...seen];
    },
    async close() {
      for (const system of systems.values()) await system.stop();
      await nats.stop();
      await postgres.stop();
    },
  };
}

/** How a version starts, by its own sources. */
async function startingOf({ dir }: SourceTree): Promise<typeof startSystem> {
  const sources: unknown = await import(join(dir, 'local/src/system/index.ts'));
  // It is this module as it was: whether that fits is what is being tried.
  return (sources as { startSystem: typeof startSystem }).startSystem;
}

async function arrange(systems: ReadonlyMap<Version, System>, { runs }: Mix): Promise<string[]> {
  const isIn = (version: Version, service: ServiceName) => runs[service] === version || runs[service] === 'both';
  const addressesFor = (caller: Version): NodeJS.ProcessEnv =>
    Object.fromEntries(
      serviceNames.map((service) => {
        const version = runs[service] === 'both' ? caller : runs[service];
        return [`${service.toUpperCase()}_URL`, instanceOf(systems.get(version), service).url];
      }),
    );

  // The old ones first: when both run, the new ones take over what the old ones led.
  for (const [version, system] of systems)
    await Promise.all(
      serviceNames.map(async (service) => {
        const instance = instanceOf(system, service);
        if (isIn(version, service)) await instance.restart(addressesFor(version));
        else await instance.kill('SIGTERM');
      }),
    );
  const gateways = [...systems].filter(([version]) => isIn(version, 'gateway')).map(([, { gatewayUrl }]) => gatewayUrl);
  await Promise.all(gateways.map(isReady));
  return gateways;
}

function instanceOf(system: System | undefined, service: ServiceName): ServiceInstance {
  const instance = system?.services[service][0];
  if (!instance) throw new Error(`${service} was not started`);
  return instance;
}

const isReady = (url: string) =>
  eventually(async () => {
    const { status, body } = await call(`${url}/readyz`);
    if (status !== 200) throw new Error(`not ready: ${JSON.stringify(body)}`);
  });

/** In the words of the log, without the stack. */
function errorIn(line: string): string | undefined {
  if (!/^\{"level":"(error|fatal)"/.test(line)) return undefined;
  const { msg, route, err } = logged.parse(JSON.parse(line));
  return [msg, route, err?.message].filter((word) => word !== undefined).join(' ');
}
