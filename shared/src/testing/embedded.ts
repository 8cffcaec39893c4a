// PostgreSQL from npm and a local nats-server, each in a directory that close() removes, and Redis, which keeps nothing.

import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNats, startPostgres, startRedis } from '@paidonce/local/servers';
import type { OwnNats, OwnPostgres, OwnServer } from './own-server.ts';

const directory = (name: string) => mkdtemp(join(tmpdir(), `paidonce-${name}-`));

export async function embeddedPostgres(): Promise<OwnPostgres> {
  const dir = await directory('postgres');
  const server = await startPostgres({ dir, password: 'test' });
  const close = async () => {
    await server.kill();
    await rm(dir, { recursive: true, force: true });
  };
  return { ...server, close };
}

export async function embeddedNats(): Promise<OwnNats> {
  const dir = await directory('nats');
  const server = await startNats({ dir });
  const store = join(dir, 'jetstream');
  const copy = join(dir, 'copy');
  const keepCopy = () => cp(store, copy, { recursive: true });
  const restoreCopy = async () => {
    await server.wipe();
    await cp(copy, store, { recursive: true });
  };
  const close = async () => {
    await server.kill();
    await rm(dir, { recursive: true, force: true });
  };
  return { ...server, keepCopy, restoreCopy, close };
}

export async function embeddedRedis(): Promise<OwnServer> {
  const server = await startRedis();
  return { ...server, close: () => server.kill() };
}
