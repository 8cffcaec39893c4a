// The same servers from their official images. The host port is fixed, because Docker would choose another at each start.
import { freePort } from '@paidonce/local/servers';
import pg from 'pg';
import { GenericContainer, getContainerRuntimeClient } from 'testcontainers';
import { eventually } from './eventually.ts';
import type { OwnNats, OwnPostgres, OwnServer } from './own-server.ts';

export async function postgresContainer(): Promise<OwnPostgres> {
  const port = await freePort();
  const url = `postgres://postgres:test@127.0.0.1:${port}/postgres`;
  const image = new GenericContainer('postgres:18')
    .withEnvironment({ POSTGRES_PASSWORD: 'test' })
    .withCommand(['postgres', '-c', 'max_connections=200'])
    .withExposedPorts({ container: 5432, host: port });
  const { wipe: _, ...server } = await ownContainer(image, () => answersQueries(url));
  return { url, ...server };
}

export async function natsContainer(): Promise<OwnNats> {
  const port = await freePort();
  const monitorPort = await freePort();
  const monitorUrl = `http://127.0.0.1:${monitorPort}`;
  const image = new GenericContainer('nats:2.15')
    .withCommand(['--jetstream', '--http_port', '8222'])
    .withExposedPorts({ container: 4222, host: port }, { container: 8222, host: monitorPort });
  const server = await ownContainer(image, () => isHealthy(monitorUrl));
  return { url: `nats://127.0.0.1:${port}`, monitorUrl, ...server };
}

/** A container that can be stopped, killed and started again; a wiped one is made anew at its next start. */
async function ownContainer(
  image: GenericContainer,
  answers: () => Promise<void>,
): Promise<Omit<OwnServer, 'url'> & { wipe(): Promise<void> }> {
  const engine = await getContainerRuntimeClient();
  let started = await image.start();
  let wiped = false;
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
      if (wiped) started = await image.start();
      else await container().start();
      wiped = false;
      await ready();
    },
    wipe: async () => {
      await remove();
      wiped = true;
    },
    close: async () => {
      if (!wiped) await remove();
    },
  };
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
