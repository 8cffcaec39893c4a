// Starts the proxy that the gateway is compared with.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { endWithUs } from '@paidonce/local/servers';
import type { System } from '@paidonce/local/system';

export type ProxyProcess = { url: string; pid: number; stop(): Promise<void> };

/** Resolves when it listens. Its log is read as that of the services is. */
export async function startFastifyProxy({ jwtSecretKey }: System, upstream: string): Promise<ProxyProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'fastify-proxy.ts')], {
    env: { ...process.env, UPSTREAM: upstream, JWT_SECRET_KEY: jwtSecretKey },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  endWithUs(child);
  const lines = createInterface({ input: child.stdout });
  const [first] = await once(lines, 'line');
  lines.on('line', () => {});
  return {
    url: JSON.parse(first).url,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
