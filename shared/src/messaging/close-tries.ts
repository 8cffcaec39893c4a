// Amends the client: a try to connect that is given up leaves no connection behind.
// To a server that takes connections and says nothing (it hangs, or is stopped) each try left one, for as long as that lasted, until the
// process could open nothing any more. https://github.com/nats-io/nats.js/issues/64

import type { Socket } from 'node:net';
import { NodeTransport } from 'nats/lib/src/node_transport.js';

const { dial, close } = NodeTransport.prototype;
const dialled = new WeakMap<NodeTransport, Promise<Socket>>();
const end = (socket: Socket) => void socket.destroy();

NodeTransport.prototype.dial = function (this: NodeTransport, server) {
  const socket = dial.call(this, server);
  dialled.set(this, socket);
  return socket;
};

NodeTransport.prototype.close = function (this: NodeTransport, error) {
  if (!this.connected) dialled.get(this)?.then(end, () => {}); // one that was refused has nothing to end
  return close.call(this, error);
};
