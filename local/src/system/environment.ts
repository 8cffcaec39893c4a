// What each service finds in its environment.

import { join } from 'node:path';
import { home } from '@paidonce/local/servers';
import type { Ports } from './ports.ts';
import { callees, type DatabaseOwner, ownsDatabase, type ServiceName } from './services.ts';
import type { Servers } from './start-servers.ts';

type Wiring = {
  servers: Servers;
  ports: Ports;
  jwtSecretKey: string;
  /** What the remote payment provider signs with, if there is one. */
  providerSecret: string | undefined;
};

export function environment(service: ServiceName, wiring: Wiring): NodeJS.ProcessEnv {
  const { servers, ports } = wiring;
  const addresses = callees[service].map((callee) => [
    `${callee.toUpperCase()}_URL`,
    `http://127.0.0.1:${ports[callee]}`,
  ]);
  return {
    ...process.env,
    ...(ownsDatabase(service) ? { DATABASE_URL: servers.urls[service] } : {}),
    NATS_URL: servers.natsUrl,
    JWT_SECRET_KEY: wiring.jwtSecretKey,
    ...(service === 'payments' ? remoteProvider(wiring) : {}),
    ...(service === 'gateway' ? { METRICS_PORT: String(ports.metrics) } : {}),
    ...Object.fromEntries(addresses),
    ...frugalNode,
  };
}

/** What `migrate` finds: it comes as the owner of the tables. */
export function migrationEnvironment(service: DatabaseOwner, servers: Servers): NodeJS.ProcessEnv {
  const role = servers.runtimeRoles[service];
  return {
    ...process.env,
    DATABASE_URL: servers.ownerUrls[service],
    ...(role === undefined ? {} : { DATABASE_RUNTIME_ROLE: role }),
    ...frugalNode,
  };
}

/** What the remote payment provider finds in its own. It calls from outside, so it comes through the gateway. */
export function providerEnvironment(ports: Ports, secret: string, dir: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PROVIDER_SECRET: secret,
    CALLBACK_URL: `http://127.0.0.1:${ports.gateway}/payments/callbacks`,
    LEDGER_FILE: join(dir, 'provider.jsonl'),
    ...frugalNode,
  };
}

function remoteProvider({ ports, providerSecret }: Wiring): NodeJS.ProcessEnv {
  if (providerSecret === undefined) return {};
  return {
    PAYMENT_PROVIDER: 'remote',
    PROVIDER_URL: `http://127.0.0.1:${ports.provider}`,
    PROVIDER_SECRET: providerSecret,
  };
}

const frugalNode = {
  // glibc gives each thread memory of its own, which it seldom gives back.
  MALLOC_ARENA_MAX: '2',
  // Modules compiled once are not compiled again by the next process.
  NODE_COMPILE_CACHE: join(home(), 'cache'),
};
