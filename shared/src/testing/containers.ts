// The same servers from their official images. The host port is fixed, because Docker would choose another at each start.

import { once } from 'node:events';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { freePort } from '@paidonce/local/servers';
import pg from 'pg';
import { GenericContainer, getContainerRuntimeClient } from 'testcontainers';
import { eventually } from './eventually.ts';
import type { OwnNats, OwnPostgres, OwnServer } from './own-server.ts';

export async function postgresContainer(): Promise<OwnPostgres> {
  const port = await freePort();
  const url = `postgres://postgres:test@127.0.0.1:${port}/postgres`;
  const image = () =>
    new GenericContainer('postgres:18')
      .withEnvironment({ POSTGRES_PASSWORD: 'test' })
      .withCommand(['postgres', '-c', 'max_connections=200'])
      .withExposedPorts({ container: 5432, host: port });
  const { stop, kill, start, close } = await ownContainer(image, () => answersQueries(url));
  return { url, stop, kill, start, close };
}

const natsStore = '/streams';

export async function natsContainer(): Promise<OwnNats> {
  const port = await freePort();
  const monitorPort = await freePort();
  const monitorUrl = `http://127.0.0.1:${monitorPort}`;
  const image = () =>
    new GenericContainer('nats:2.15')
      .withCommand(['--jetstream', '--store_dir', natsStore, '--http_port', '8222'])
      .withExposedPorts({ container: 4222, host: port }, { container: 8222, host: monitorPort });
  const server = await ownContainer(image, () => isHealthy(monitorUrl));
  return { url: `nats://127.0.0.1:${port}`, monitorUrl, ...server };
}

export async function redisContainer(): Promise<OwnServer> {
  const port = await freePort();
  const image = () => new GenericContainer('redis:7').withExposedPorts({ container: 6379, host: port });
  const { stop, kill, start, close } = await ownContainer(image, () => accepts(port));
  return { url: `redis://127.0.0.1:${port}`, stop, kill, start, close };
}

/** A container that can be stopped, killed and started again; a wiped or restored one is made anew at its next start. */
async function ownContainer(
  image: () => GenericContainer,
  answers: () => Promise<void>,
): Promise<Omit<OwnNats, 'url' | 'monitorUrl'>> {
  const engine = await getContainerRuntimeClient();
  let started = await image().start();
  let wiped = false;
  let copy = Buffer.alloc(0);
  let restored: Buffer | undefined;
  const container = () => engine.container.getById(started.getId());
  const ready = () => eventually(answers, { timeout: 30_000 });
  const remove = async () => {
    await started.stop({ timeout: 0 });
  };
  await ready();
  return {
    stop: async () => void (await container().stop()),
    kill: async () => {
      await container().kill();
      await container().wait();
    },
    start: async () => {
      if (wiped) started = await withFiles(image(), restored).start();
      else await container().start();
      wiped = false;
      restored = undefined;
      await ready();
    },
    wipe: async () => {
      await remove();
      wiped = true;
    },
    keepCopy: async () => {
      copy = await buffer(await engine.container.fetchArchive(container(), natsStore));
    },
    restoreCopy: async () => {
      await remove();
      wiped = true;
      restored = copy;
    },
    close: async () => {
      if (!wiped) await remove();
    },
  };
}

function withFiles(image: GenericContainer, archive: Buffer | undefined): GenericContainer {
  return archive
    ? image.withCopyArchivesToContainer([{ tar: Readable.from(archive, { objectMode: false }), target: '/' }])
    : image;
}

async function answersQueries(url: string): Promise<void> {
  const client = new pg.Client(url);
  // A server that goes down while we ask says so by this event as well as by the rejected call.
  client.on('error', () => {});
  await client.connect();
  await client.end();
}

async function isHealthy(monitorUrl: string): Promise<void> {
  const answer = await fetch(`${monitorUrl}/healthz`);
  if (!answer.ok) throw new Error(`nats-server answers ${answer.status}`);
}

async function accepts(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.destroy();
}
