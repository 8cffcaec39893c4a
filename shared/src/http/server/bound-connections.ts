// How many connections a server holds. Beyond that, whoever has most of them loses the one that has been of no use for longest, so that
// nobody keeps others out by connecting a thousand times.

import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { addressBlock, ipAddress } from './ip-address.ts';

/** Of one client: each with its last answer, the one that asked last at the end. */
type Connections = Map<Socket, ServerResponse | undefined>;

/** @param onFull is told, at most once a minute, that a connection had to go for another */
export function boundConnections(server: Server, most: number, onFull: () => void): void {
  const byClient = new Map<string, Connections>();
  const among = new WeakMap<Socket, Connections>();
  let open = 0;
  let toldAt = Number.NEGATIVE_INFINITY;

  server.on('connection', (socket: Socket) => {
    if (open >= most) {
      tell();
      const useless = longestUseless(byClient);
      // Everybody else is just being answered: then it is the newcomer who has to go.
      (useless ?? socket).destroy();
      if (useless === undefined) return;
      forget(useless);
    }
    const client = clientOf(socket);
    const connections: Connections = byClient.get(client) ?? new Map();
    byClient.set(client, connections.set(socket, undefined));
    among.set(socket, connections);
    open += 1;
    socket.once('close', () => {
      forget(socket);
      if (connections.size === 0) byClient.delete(client);
    });
  });
  server.on('request', ({ socket }, response) => {
    const connections = among.get(socket);
    if (connections?.delete(socket)) connections.set(socket, response);
  });

  function forget(socket: Socket): void {
    if (among.get(socket)?.delete(socket)) open -= 1;
  }

  function tell(): void {
    const now = performance.now();
    if (now - toldAt < 60_000) return;
    toldAt = now;
    onFull();
  }
}

function clientOf({ remoteAddress = '' }: Socket): string {
  return addressBlock(ipAddress(remoteAddress) ?? remoteAddress);
}

function longestUseless(byClient: ReadonlyMap<string, Connections>): Socket | undefined {
  const heaviestFirst = [...byClient.values()].sort((a, b) => b.size - a.size);
  for (const connections of heaviestFirst)
    for (const [socket, response] of connections) if (isUseless(response)) return socket;
  return undefined;
}

/** No request on it is being worked on: none has come yet, one is still coming, or its answer is waiting to be read. */
function isUseless(response: ServerResponse | undefined): boolean {
  return response === undefined || response.writableEnded || response.destroyed || !response.req.complete;
}
