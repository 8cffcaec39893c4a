// PostgreSQL and NATS for a system: given ones, or our own below its directory.

import { join } from 'node:path';
import { startNats, startPostgres } from '@paidonce/local/servers';
import { createDatabases, type Databases } from './databases.ts';
import type { Ports } from './ports.ts';
import type { Secrets } from './secrets.ts';
import { type DatabaseOwner, databaseOwners } from './services.ts';

export type ServersOptions = {
  dir: string;
  /** A PostgreSQL server to make the databases on, as its superuser. */
  postgresUrl?: string | undefined;
  /** Services whose database is ready somewhere else. */
  databaseUrls?: Partial<Record<DatabaseOwner, string>> | undefined;
  natsUrl?: string | undefined;
  /** One of our own servers ended that nobody stopped. */
  onServerDeath?: ((server: ServerInstance) => void) | undefined;
};

/** One of our own servers: `restart` brings it back on the same data and port. */
export type ServerInstance = { name: 'NATS' | 'PostgreSQL'; restart(): Promise<void> };

export type Servers = Databases & {
  natsUrl: string;
  /** Known for our own server only. */
  natsMonitorUrl: string | undefined;
  /** Process ids of our own servers, by name. */
  pids: Record<string, number>;
  /** Ends our own servers, NATS first. */
  stop(): Promise<void>;
};

export async function startServers(options: ServersOptions, ports: Ports, secrets: Secrets): Promise<Servers> {
  const starting = [postgresFor(options, ports, secrets), natsFor(options, ports)] as const;
  try {
    const [postgres, nats] = await Promise.all(starting);
    return {
      ...postgres.databases,
      natsUrl: nats.url,
      natsMonitorUrl: nats.monitorUrl,
      pids: { ...postgres.pids, ...nats.pids },
      stop: async () => {
        await nats.stop();
        await postgres.stop();
      },
    };
  } catch (error) {
    // The one that did start must not outlive the other's failure.
    await Promise.allSettled(starting.map(async (server) => (await server).stop()));
    throw error;
  }
}

async function postgresFor(
  { dir, postgresUrl, databaseUrls = {}, onServerDeath }: ServersOptions,
  ports: Ports,
  secrets: Secrets,
) {
  const given = { ...databaseUrls };
  const stop = async () => {};
  if (databaseOwners.every((service) => given[service])) {
    // Nothing is left to make; the cast says what every() has just checked.
    const urls = given as Record<DatabaseOwner, string>;
    return { databases: { urls, ownerUrls: urls, readerUrls: urls, runtimeRoles: {} }, pids: {}, stop };
  }
  if (postgresUrl) return { databases: withGiven(await createDatabases(postgresUrl, secrets), given), pids: {}, stop };

  const server = await startPostgres({
    dir: join(dir, 'postgres'),
    port: ports.postgres,
    password: secrets.postgres,
    onDeath: ({ start }) => onServerDeath?.({ name: 'PostgreSQL', restart: start }),
  });
  try {
    const databases = withGiven(await createDatabases(server.url, secrets), given);
    return { databases, pids: { postgres: server.pid() ?? 0 }, stop: server.stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** A database that is given has one address for everything: there are no roles to be had from a stranger's server. */
function withGiven(made: Databases, given: Partial<Record<DatabaseOwner, string>>): Databases {
  const isMade = ([service]: [string, string]) => given[service as DatabaseOwner] === undefined; // keys of a record by owner
  return {
    urls: { ...made.urls, ...given },
    ownerUrls: { ...made.ownerUrls, ...given },
    readerUrls: { ...made.readerUrls, ...given },
    runtimeRoles: Object.fromEntries(Object.entries(made.runtimeRoles).filter(isMade)),
  };
}

async function natsFor({ dir, natsUrl, onServerDeath }: ServersOptions, ports: Ports) {
  if (natsUrl) return { url: natsUrl, monitorUrl: undefined, pids: {}, stop: async () => {} };
  const server = await startNats({
    dir: join(dir, 'nats'),
    port: ports.nats,
    monitorPort: ports.natsMonitor,
    onDeath: ({ start }) => onServerDeath?.({ name: 'NATS', restart: start }),
  });
  return { url: server.url, monitorUrl: server.monitorUrl, pids: { nats: server.pid() ?? 0 }, stop: server.stop };
}
