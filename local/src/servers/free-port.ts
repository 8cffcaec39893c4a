// A TCP port of the loopback interface on which nobody listens.
import { randomInt } from 'node:crypto';
import { portIsFree } from './port-is-free.ts';

/**
 * A free port below the range from which systems number outgoing connections: a server that is stopped and started
 * again must find its port free, however many clients tried to reconnect meanwhile.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(15_000, 32_000);
    if (await portIsFree(port)) return port;
  }
}
