// A way from this machine to a Service of the cluster.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { inPlace } from './kubectl.ts';

/** Uses the address of a Service on this machine, and takes the way down. @throws when kubectl does not open it */
export async function withPortForward<Result>(
  service: string,
  port: number,
  use: (url: string) => Promise<Result>,
): Promise<Result> {
  const args = inPlace(['port-forward', `service/${service}`, `:${port}`]);
  const child = spawn('kubectl', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  try {
    const lines = createInterface({ input: child.stdout });
    const opened = new Promise<string>((resolve) =>
      lines.on('line', (line) => {
        const [, local] = /^Forwarding from 127\.0\.0\.1:(\d+)/.exec(line) ?? [];
        if (local !== undefined) resolve(local);
      }),
    );
    child.stderr.resume();
    const refused = ended.then(() => {
      throw new Error(`kubectl could not forward a port to service/${service}`);
    });
    refused.catch(() => {}); // later it ends because it is told to
    return await use(`http://127.0.0.1:${await Promise.race([opened, refused])}`);
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}
