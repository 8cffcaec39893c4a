// redis-server without anything on disk: loopback only, restartable on the same port. For tests of what several gateways share.

import { findRedisServer } from './find-redis-server.ts';
import { freePort } from './free-port.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';

export type RedisServer = {
  url: string;
  stop(): Promise<void>;
  kill(): Promise<void>;
  /** Again after stop or kill, empty, on the same port. */
  start(): Promise<void>;
};

/** @throws with the server's own words when it cannot start, or a sentence when there is none */
export async function startRedis(): Promise<RedisServer> {
  const command = await findRedisServer();
  const port = await freePort();
  let server: ServerProcess | undefined;
  const start = async () => {
    server = await startServerProcess({
      name: 'redis-server',
      command,
      args: ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no'],
      readyText: 'Ready to accept connections',
      stopSignal: 'SIGTERM',
    });
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => server?.stop(),
    kill: async () => server?.kill(),
    start,
  };
}
