// `make port-forward`: the gateway of the cluster at a port of this machine, until Ctrl-C.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { portIsFree } from '@paidonce/local/servers';
import { portOffset, usualPorts } from '@paidonce/local/system';
import { inPlace } from '../kubernetes/kubectl.ts';
import { say } from '../say.ts';
import type { Target } from './target.ts';

export const portHere = (): number => usualPorts(portOffset()).gateway;

export const portForward: Target = {
  name: 'port-forward',
  reach: 'seen',
  async run() {
    const port = portHere();
    await expectFree(port, 'port-forward');
    const told = new AbortController();
    process.once('SIGTERM', () => told.abort());
    let hasOpened = false;
    // A forwarded port leads to one pod, and ends with it: after an update it is opened to the next one.
    while (!told.signal.aborted) {
      const { opened, complaint } = await forward(port, told.signal);
      if (told.signal.aborted) return;
      hasOpened ||= opened;
      if (!hasOpened)
        throw new Error(`kubectl forwards no port to api-gateway (${complaint}): make wait, then run it again.`);
      say(`the way to the gateway's pod is gone (${complaint}); opening it again`);
      await delay(1_000);
    }
  },
};

/** @throws one sentence when somebody else has the port */
export async function expectFree(port: number, target: string): Promise<void> {
  if (await portIsFree(port)) return;
  throw new Error(
    `Port ${port} is taken, by make up perhaps: end that, or take another with PAIDONCE_PORT_OFFSET=100 make ${target}.`,
  );
}

/** @param told to end. @returns once it has ended, whether it was ever open and what kubectl complained of last */
async function forward(port: number, told: AbortSignal): Promise<{ opened: boolean; complaint: string }> {
  const child = spawn('kubectl', inPlace(['port-forward', 'service/api-gateway', `${port}:80`]), {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  told.addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
  let opened = false;
  let complaint = 'it ended';
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!opened && line.startsWith('Forwarding from'))
      say(`the shop answers at http://localhost:${port}/docs; Ctrl-C ends that`);
    opened ||= line.startsWith('Forwarding from');
  });
  createInterface({ input: child.stderr }).on('line', (line) => {
    complaint = line;
  });
  // kubectl notices that a pod has gone only when somebody comes; better we than a person.
  const visits = setInterval(() => opened && fetch(`http://127.0.0.1:${port}/healthz`).catch(() => {}), 2_000);
  await once(child, 'close');
  clearInterval(visits);
  return { opened, complaint };
}
