// PostgreSQL from npm as a server of our own: loopback only, small, durable, restartable on the same data and port.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from './free-port.ts';
import { type PostgresBinaries, postgresBinaries } from './postgres-binaries.ts';
import { asOwner, type Owner, postgresOwner } from './postgres-owner.ts';
import { type Launch, type ServerProcess, startServerProcess } from './server-process.ts';

const run = promisify(execFile);

export type PostgresOptions = {
  /** Directory of this server alone; made if missing, kept afterwards. */
  dir: string;
  /** A free one when left out. */
  port?: number;
  /** Of the superuser `postgres`; set when the directory is made. */
  password: string;
  /** More settings, as in postgresql.conf. */
  settings?: Record<string, string>;
  /** Called when it ends although nobody asked for it; `start` brings it back. */
  onDeath?: ((server: PostgresServer) => void) | undefined;
};

export type PostgresServer = {
  port: number;
  /** Of the superuser, at the database `postgres`. */
  url: string;
  pid(): number | undefined;
  /** Ends sessions and writes everything out (a fast shutdown). */
  stop(): Promise<void>;
  /** SIGKILL: what a crash of the server looks like. */
  kill(): Promise<void>;
  /** Again after stop or kill, on the same data and port. */
  start(): Promise<void>;
};

/** Small enough that an idle system fits in 500 MB together with its services; jit and parallel workers do nothing for such queries. */
const settings: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '64MB',
  jit: 'off',
  io_method: 'sync',
  max_worker_processes: '4',
  max_parallel_workers: '0',
  max_logical_replication_workers: '0',
  autovacuum_max_workers: '1',
  autovacuum_worker_slots: '1',
};

/**
 * Starts PostgreSQL on the data in `dir`, making the cluster first if there is none.
 * @throws with the server's own words when it cannot start.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const owner = await postgresOwner();
  const data = join(resolve(options.dir), 'data');
  const binaries = await postgresBinaries(owner);
  await makeCluster(data, options.password, owner, binaries);

  const port = options.port ?? (await freePort());
  const flags = Object.entries({ ...settings, port: String(port), ...options.settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  let server: Promise<ServerProcess> | undefined;
  let pid: number | undefined;
  const start = async () => {
    const launch = asOwner(owner, { command: binaries.postgres, args: ['-D', data, ...flags] });
    server = startWhenFree({
      name: 'PostgreSQL',
      ...launch,
      readyText: 'database system is ready to accept connections',
      // SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for every client to leave.
      stopSignal: 'SIGINT',
      onDeath: () => options.onDeath?.(postgres),
    });
    pid = (await server).pid;
  };
  /** One that is just being started is waited for, so that none comes up after it was told to end. */
  const running = () => server?.catch(() => undefined);
  const postgres: PostgresServer = {
    port,
    url: `postgres://postgres:${encodeURIComponent(options.password)}@127.0.0.1:${port}/postgres`,
    pid: () => pid,
    stop: async () => (await running())?.stop(),
    kill: async () => (await running())?.kill(),
    start,
  };
  await start();
  return postgres;
}

/** After a kill the sessions of the dead server outlive it for a moment, and PostgreSQL waits for none of them. */
async function startWhenFree(launch: Launch, patienceMilliseconds = 10_000): Promise<ServerProcess> {
  try {
    return await startServerProcess(launch);
  } catch (error) {
    const busy = error instanceof Error && error.message.includes('is still in use');
    if (!busy || patienceMilliseconds <= 0) throw error;
    await setTimeout(100);
    return startWhenFree(launch, patienceMilliseconds - 100);
  }
}

async function makeCluster(data: string, password: string, owner: Owner | undefined, binaries: PostgresBinaries) {
  if (existsSync(join(data, 'PG_VERSION'))) return;
  // A cluster whose making was interrupted has no version file: begin again.
  await rm(data, { recursive: true, force: true });
  await mkdir(data, { recursive: true, mode: 0o700 });
  const passwordFile = `${data}.password`;
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (owner) await Promise.all([data, passwordFile].map((path) => chown(path, owner.uid, owner.gid)));
  // The builtin locale sorts alike on every machine, whatever languages it has.
  const args = ['-D', data, '-U', 'postgres', '--pwfile', passwordFile, '--auth=scram-sha-256', '--encoding=UTF8'];
  args.push('--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions');
  const initdb = asOwner(owner, { command: binaries.initdb, args });
  try {
    await run(initdb.command, initdb.args, { cwd: '/' });
  } finally {
    await rm(passwordFile, { force: true });
  }
}
