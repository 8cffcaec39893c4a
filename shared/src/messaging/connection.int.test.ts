import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, type OwnNats, ownNats } from '../testing/index.ts';
import { type Connection, createConnection, onPoke, poke } from './index.ts';
import { quietLogger } from './testing/index.ts';

const connect = async (url: string) => {
  const connection = createConnection({ url, name: 'orders', log: quietLogger('orders') });
  await connection.start();
  return connection;
};
const isUp = (connection: Connection) => eventually(() => expect(connection.up).toBeDefined());
const isDown = (connection: Connection) => eventually(() => expect(connection.up).toBeUndefined());

describe('the connection to NATS', () => {
  let nats: OwnNats;
  let connection: Connection;
  beforeEach(async () => {
    nats = await ownNats();
  });
  afterEach(async () => {
    await connection.stop();
    await nats.close();
  });

  it('does not keep a service from starting, and is there once NATS is', async () => {
    await nats.stop();
    connection = await connect(nats.url);
    expect(connection.up).toBeUndefined();
    expect(await connection.check()).toBe('reconnecting');
    await nats.start();
    await isUp(connection);
    expect(await connection.check()).toBe('connected');
  });

  it.each(['stop', 'kill'] as const)(
    'tells its listeners of each connection, also after a %s of the server',
    async (end) => {
      connection = await connect(nats.url);
      let calls = 0;
      const forget = connection.onConnected(() => {
        calls += 1;
      });
      await isUp(connection);
      expect(calls).toBe(1);
      await nats[end]();
      await isDown(connection);
      await nats.start();
      await isUp(connection);
      expect(calls).toBe(2);
      let late = 0;
      connection.onConnected(() => {
        late += 1;
      })();
      expect(late).toBe(1);
      forget();
      await nats[end]();
      await isDown(connection);
      await nats.start();
      await isUp(connection);
      expect([calls, late]).toEqual([2, 1]);
    },
  );

  const promptly = async (stop: () => Promise<void>) => {
    const began = performance.now();
    await stop();
    expect(performance.now() - began).toBeLessThan(8_000);
  };

  it('stops promptly while it is disconnected', async () => {
    connection = await connect(nats.url);
    await isUp(connection);
    await nats.kill();
    await isDown(connection);
    await promptly(() => connection.stop());
  });

  it('stops promptly in the moment in which the server dies', async () => {
    connection = await connect(nats.url);
    await isUp(connection);
    const dying = nats.kill();
    await promptly(() => connection.stop());
    await dying;
  });

  it('stops promptly when it was never connected', async () => {
    await nats.stop();
    connection = await connect(nats.url);
    await promptly(() => connection.stop());
  });

  it('stops promptly while somebody takes its calls and says nothing', async () => {
    const calls: Socket[] = [];
    const mute = createServer((call) => calls.push(call)).listen(0, '127.0.0.1');
    await once(mute, 'listening');
    const address = mute.address();
    if (address === null || typeof address === 'string') throw new Error('the system gave no TCP port');
    connection = await connect(`nats://127.0.0.1:${address.port}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await promptly(() => connection.stop());
    mute.close();
    for (const call of calls) call.destroy(); // the client of NATS gives up the attempt, but not its socket
  });

  it('wakes the other replicas by a poke, also after a reconnection, until they no longer listen', async () => {
    connection = await connect(nats.url);
    const other = await connect(nats.url);
    let woken = 0;
    const forget = onPoke(other, 'orders', () => {
      woken += 1;
    });
    const pokeUntilWoken = (calls: number) =>
      eventually(() => {
        poke(connection, 'orders');
        expect(woken).toBeGreaterThanOrEqual(calls);
      });
    await pokeUntilWoken(1);
    await nats.kill();
    await isDown(connection);
    poke(connection, 'orders'); // silently not
    await nats.start();
    await pokeUntilWoken(woken + 1);
    forget();
    await other.up?.flush();
    const before = woken;
    poke(connection, 'orders');
    await connection.up?.flush();
    await other.up?.flush();
    expect(woken).toBe(before);
    await other.stop();
  });
});

it('holds no connection of tries that it has given up, when a server takes connections and says nothing', async () => {
  const held = new Set<Socket>();
  let came = 0;
  const silent = createServer((socket) => {
    came += 1;
    held.add(socket);
    socket.on('error', () => {}).resume();
    socket.once('close', () => held.delete(socket));
  }).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const connection = await connect(`nats://127.0.0.1:${Object(silent.address()).port}`);
  try {
    await eventually(() => expect(came).toBe(3));
    expect(held.size).toBe(1);
    await connection.stop();
    await eventually(() => expect(held.size).toBe(0));
  } finally {
    await connection.stop();
    for (const socket of held) socket.destroy();
    silent.close();
  }
});
