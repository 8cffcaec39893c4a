// The whole of PaidOnce on one machine: servers, databases, and each service as a process of its own.

import { join } from 'node:path';
import { freePort } from '@paidonce/local/servers';
import { environment, migrationEnvironment, providerEnvironment } from './environment.ts';
import { anyPorts, type Ports } from './ports.ts';
import { runOnce } from './run-once.ts';
import { loadSecrets } from './secrets.ts';
import { type ServiceInstance, startInstance } from './service-instance.ts';
import type { Exit } from './service-process.ts';
import {
  type DatabaseOwner,
  databaseOwners,
  type ProcessName,
  type ServiceName,
  seededServices,
  serviceNames,
} from './services.ts';
import { type ServersOptions, startServers } from './start-servers.ts';

export type SystemOptions = ServersOptions & {
  /** Any free ones when left out. */
  ports?: Ports;
  /** How many processes of a service, 1 when left out. The gateway talks to the first; the others are reached directly. */
  instances?: Partial<Record<ServiceName, number>>;
  /** More environment for a service's processes; not for migrate and seed. */
  env?: Partial<Record<ServiceName, NodeJS.ProcessEnv>>;
  /** Accounts and catalogue; true when left out. */
  seed?: boolean;
  /** A payment provider as a process of its own, instead of the one inside payments. */
  remoteProvider?: boolean;
  onLog?: (name: ProcessName, line: string) => void;
  /** A service ended that nobody stopped. */
  onDeath?: (instance: ServiceInstance, exit: Exit) => void;
  onProgress?: (step: string) => void;
};

export type System = {
  gatewayUrl: string;
  /** Where each service tells its figures; for the gateway that is a port of its own. */
  metricsUrls: Record<ServiceName, string>;
  services: Record<ServiceName, ServiceInstance[]>;
  /** The payment provider, if it is a process of its own. */
  provider?: ServiceInstance | undefined;
  /** As the owners of the tables, for what serving may not do. */
  databaseUrls: Record<DatabaseOwner, string>;
  /** For reading alone, as the auditor does. */
  readerUrls: Record<DatabaseOwner, string>;
  natsUrl: string;
  natsMonitorUrl: string | undefined;
  jwtSecretKey: string;
  /** Process ids of our own servers, by name. */
  serverPids: Record<string, number>;
  /** Services first, then NATS, then PostgreSQL. */
  stop(): Promise<void>;
};

const stopTimeoutMilliseconds = 15_000;

/**
 * Starts everything and resolves when every service listens. Data and secrets of an earlier start in `dir` are used again.
 * @throws with the words of whatever did not start; all that had started is stopped again
 */
export async function startSystem(options: SystemOptions): Promise<System> {
  const { onProgress = () => {} } = options;
  const ports = options.ports ?? (await anyPorts());
  const secrets = await loadSecrets(join(options.dir, 'secrets.json'));
  onProgress('starting PostgreSQL and NATS');
  const servers = await startServers(options, ports, secrets);
  const services: System['services'] = { users: [], products: [], orders: [], payments: [], gateway: [] };
  let provider: ServiceInstance | undefined;
  const stop = async () => {
    await stopServices(services);
    if (provider) await stopInstance(provider);
    await servers.stop();
  };

  const providerSecret = options.remoteProvider ? webhookSecret(secrets.provider) : undefined;
  const environmentOf = (name: ServiceName) =>
    environment(name, { servers, ports, jwtSecretKey: secrets.jwt, providerSecret });
  const launchProvider = async (secret: string) => {
    provider = await startInstance({
      name: 'provider',
      port: ports.provider,
      env: providerEnvironment(ports, secret, options.dir),
      onLine: (line) => options.onLog?.('provider', line),
      onDeath: (instance, exit) => options.onDeath?.(instance, exit),
    });
  };
  const launch = async (name: ServiceName, number: number) => {
    services[name][number] = await startInstance({
      name,
      port: number === 0 ? ports[name] : await freePort(),
      env: { ...environmentOf(name), ...(number === 0 ? {} : { METRICS_PORT: '0' }), ...options.env?.[name] },
      onLine: (line) => options.onLog?.(name, line),
      onDeath: (instance, exit) => options.onDeath?.(instance, exit),
    });
  };
  const all = serviceNames.flatMap((name) =>
    Array.from({ length: options.instances?.[name] ?? 1 }, (_, number) => () => launch(name, number)),
  );
  const seeds =
    options.seed === false ? [] : seededServices.map((name) => () => runOnce(name, 'seed', environmentOf(name)));

  try {
    onProgress('migrating databases');
    await together(databaseOwners.map((name) => () => runOnce(name, 'migrate', migrationEnvironment(name, servers))));
    onProgress('starting services');
    const providers = providerSecret === undefined ? [] : [() => launchProvider(providerSecret)];
    await together([...providers, ...all, ...seeds]);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    gatewayUrl: `http://127.0.0.1:${ports.gateway}`,
    metricsUrls: metricsUrls(ports),
    services,
    provider,
    databaseUrls: servers.ownerUrls,
    readerUrls: servers.readerUrls,
    natsUrl: servers.natsUrl,
    natsMonitorUrl: servers.natsMonitorUrl,
    jwtSecretKey: secrets.jwt,
    serverPids: servers.pids,
    stop,
  };
}

/** As Standard Webhooks writes it. */
function webhookSecret(base64url: string): string {
  return `whsec_${Buffer.from(base64url, 'base64url').toString('base64')}`;
}

function metricsUrls(ports: Ports): Record<ServiceName, string> {
  const on = (port: number) => `http://127.0.0.1:${port}/metrics`;
  return {
    users: on(ports.users),
    products: on(ports.products),
    orders: on(ports.orders),
    payments: on(ports.payments),
    gateway: on(ports.metrics),
  };
}

/** Waits for all of them also when one fails, so that nothing is left half started behind the error. */
async function together(steps: (() => Promise<void>)[]): Promise<void> {
  const outcomes = await Promise.allSettled(steps.map((step) => step()));
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure) throw failure.reason;
}

/** The gateway first: it takes no new requests while those behind it still answer the old ones. */
async function stopServices(services: System['services']): Promise<void> {
  const { gateway, ...others } = services;
  await Promise.all(gateway.map(stopInstance));
  await Promise.all(Object.values(others).flat().map(stopInstance));
}

async function stopInstance(instance: ServiceInstance): Promise<void> {
  const late = setTimeout(() => instance.kill('SIGKILL'), stopTimeoutMilliseconds);
  await instance.kill('SIGTERM');
  clearTimeout(late);
}
