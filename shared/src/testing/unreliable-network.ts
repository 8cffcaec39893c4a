// A network that loses connections without a word, as a power cut at the other end does.

import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export type UnreliableNetwork = {
  /** The server as it is seen through this network. */
  url: string;
  /** From now on everything is lost that the connections of this moment send; new ones are not concerned. */
  swallow(): void;
  close(): void;
};

/** Stands between a service and its server on loopback. */
export async function unreliableNetwork(serverUrl: string): Promise<UnreliableNetwork> {
  const server = new URL(serverUrl);
  const open: Socket[] = [];
  const proxy = createServer((near) => {
    const far = connect(Number(server.port), server.hostname);
    near.pipe(far).pipe(near);
    for (const [side, other] of [
      [near, far],
      [far, near],
    ] as const) {
      side.on('error', () => {});
      side.on('close', () => other.destroy());
    }
    open.push(near, far);
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('the system gave no TCP port');
  const url = new URL(serverUrl);
  url.port = String(address.port);
  return {
    url: url.href,
    swallow: () => {
      for (const socket of open) socket.unpipe().resume();
    },
    close: () => {
      proxy.close();
      for (const socket of open) socket.destroy();
    },
  };
}
