// What each service finds in its environment.

import { join } from 'node:path';
import { home } from '@paidonce/local/servers';
import type { Ports } from './ports.ts';
import { callees, ownsDatabase, type ServiceName } from './services.ts';
import type { Servers } from './start-servers.ts';

type Wiring = { servers: Servers; ports: Ports; jwtSecretKey: string };

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
    ...(service === 'gateway' ? { METRICS_PORT: String(ports.metrics) } : {}),
    ...Object.fromEntries(addresses),
    // glibc gives each thread memory of its own, which it seldom gives back.
    MALLOC_ARENA_MAX: '2',
    // Modules compiled once are not compiled again by the next process.
    NODE_COMPILE_CACHE: join(home(), 'cache'),
  };
}
