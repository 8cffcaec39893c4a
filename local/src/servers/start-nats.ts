// nats-server with JetStream on disk: loopback only, restartable on the same data and ports.

import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { findNatsServer } from './find-nats-server.ts';
import { freePort } from './free-port.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';

export type NatsOptions = {
  /** Directory of this server alone; made if missing, kept afterwards. */
  dir: string;
  /** Free ones when left out. */
  port?: number;
  monitorPort?: number;
  /** The program; found or installed when left out. */
  binary?: string;
  /** A configuration that says where streams are stored, and the variables that it takes from the environment. Ports are those above. */
  config?: { file: string; env: Record<string, string> };
  /** Called when it ends although nobody asked for it; `start` brings it back. */
  onDeath?: ((server: NatsServer) => void) | undefined;
};

export type NatsServer = {
  url: string;
  /** HTTP monitoring: /varz, /jsz and others. */
  monitorUrl: string;
  pid(): number | undefined;
  stop(): Promise<void>;
  /** SIGKILL: what a crash of the server looks like. */
  kill(): Promise<void>;
  /** Again after stop or kill, on the same data and ports. */
  start(): Promise<void>;
  /** Throws the streams away, as a lost disk does. Only while stopped. */
  wipe(): Promise<void>;
};

/**
 * Starts nats-server with its streams under `dir`. The fsync interval is the server's default: the outbox refills a
 * stream that lost its tail, so a stricter one would buy nothing.
 * @throws with the server's own words when it cannot start.
 */
export async function startNats(options: NatsOptions): Promise<NatsServer> {
  const binary = options.binary ?? (await findNatsServer());
  const store = join(resolve(options.dir), 'jetstream');
  const port = options.port ?? (await freePort());
  const monitorPort = options.monitorPort ?? (await freePort());
  const args = ['--addr', '127.0.0.1', '--port', String(port), '--http_port', String(monitorPort)];
  args.push(...(options.config ? ['--config', options.config.file] : ['--jetstream', '--store_dir', store]));

  let server: Promise<ServerProcess> | undefined;
  let pid: number | undefined;
  const start = async () => {
    await mkdir(store, { recursive: true });
    server = startServerProcess({
      name: 'nats-server',
      command: binary,
      args,
      env: options.config?.env,
      readyText: 'Server is ready',
      stopSignal: 'SIGTERM',
      onDeath: () => options.onDeath?.(nats),
    });
    pid = (await server).pid;
  };
  /** One that is just being started is waited for, so that none comes up after it was told to end. */
  const running = () => server?.catch(() => undefined);
  const nats: NatsServer = {
    url: `nats://127.0.0.1:${port}`,
    monitorUrl: `http://127.0.0.1:${monitorPort}`,
    pid: () => pid,
    stop: async () => (await running())?.stop(),
    kill: async () => (await running())?.kill(),
    start,
    wipe: () => rm(store, { recursive: true, force: true }),
  };
  await start();
  return nats;
}
