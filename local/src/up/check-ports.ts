// Ports are checked before anything is started, so that a taken one costs no half-started system.

import { portIsFree } from '@paidonce/local/servers';
import type { Ports } from '@paidonce/local/system';
import { holderOfPort } from './holder-of-port.ts';

type PortName = keyof Ports;
const labels: Partial<Record<PortName, string>> = {
  metrics: "the gateway's metrics",
  nats: 'NATS',
  natsMonitor: "NATS's monitoring",
  postgres: 'PostgreSQL',
};

/** @throws one sentence: which port, who has it if that can be known, and what to do */
export async function checkPorts(ports: Ports, needed: readonly PortName[]): Promise<void> {
  for (const name of needed) {
    const port = ports[name];
    if (await portIsFree(port)) continue;
    const holder = await holderOfPort(port);
    throw new Error(
      `Port ${port} (for ${labels[name] ?? name}) is taken${holder ? ` by ${holder}` : ''}: end that, or move all of PaidOnce's ports, for example with PAIDONCE_PORT_OFFSET=1000 make up.`,
    );
  }
}
