// Which port everything listens on.

import { freePort } from '@paidonce/local/servers';
import { type ProcessName, serviceNames } from './services.ts';

export type Ports = Record<ProcessName | 'metrics' | 'nats' | 'natsMonitor' | 'postgres', number>;

const usual: Ports = {
  gateway: 8080,
  users: 8081,
  products: 8082,
  orders: 8083,
  payments: 8084,
  provider: 8090,
  metrics: 9090,
  nats: 4222,
  natsMonitor: 8222,
  postgres: 54329,
};

/** The ports that people know, all moved by the same number, so that two checkouts can run side by side. */
export function usualPorts(offset = 0): Ports {
  const moved = { ...usual };
  for (const name of portNames) moved[name] += offset;
  return moved;
}

/** Any free ports, for tests. */
export async function anyPorts(): Promise<Ports> {
  const any = { ...usual };
  for (const name of portNames) any[name] = await freePort();
  return any;
}

export const portNames = [...serviceNames, 'provider', 'metrics', 'nats', 'natsMonitor', 'postgres'] as const;
