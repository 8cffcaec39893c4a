import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { bareJetStream } from '../messaging/testing/index.ts';
import { eventually } from './eventually.ts';
import { ownNats } from './own-nats.ts';
import { ownPostgres } from './own-postgres.ts';
import type { OwnPostgres } from './own-server.ts';
import { testDatabase } from './test-database.ts';

async function query<Row extends pg.QueryResultRow>(url: string, statement: string): Promise<Row[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}

describe('a test database', () => {
  it('belongs to an owner of its own who may do what a service does, and nothing more', async () => {
    const database = await testDatabase();
    await query(database.url, 'CREATE EXTENSION pg_trgm; CREATE EXTENSION citext; CREATE TABLE orders (id uuid)');
    const [role] = await query<{ super: boolean }>(
      database.url,
      'SELECT rolsuper AS super FROM pg_roles WHERE rolname = current_user',
    );
    expect(role).toEqual({ super: false });
    await database.drop();
  });

  it('is gone after the drop, although somebody is still connected', async () => {
    const database = await testDatabase();
    const client = new pg.Client(database.url);
    client.on('error', () => {});
    await client.connect();
    await database.drop();
    await expect(query(database.url, 'SELECT 1')).rejects.toThrow();
  });
});

describe('a PostgreSQL server of its own', () => {
  let server: OwnPostgres;
  beforeAll(async () => {
    server = await ownPostgres();
    await query(server.url, 'CREATE TABLE kept AS SELECT 1 AS one');
  });
  afterAll(() => server.close());

  it.each(['stop', 'kill'] as const)('keeps address and data over %s and start, with sessions open', async (end) => {
    const client = new pg.Client(server.url);
    client.on('error', () => {});
    await client.connect();
    await server[end]();
    await expect(query(server.url, 'SELECT 1')).rejects.toThrow();
    await server.start();
    expect(await query(server.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  });
});

describe('a NATS server of its own', () => {
  it('answers under the same addresses after it was killed, and after its streams were wiped', async () => {
    const server = await ownNats();
    const streams = async () => {
      const answer = await fetch(`${server.monitorUrl}/jsz`);
      return (await answer.json()) as { streams: number };
    };
    await server.kill();
    await expect(streams()).rejects.toThrow();
    await server.start();
    expect(await eventually(streams)).toMatchObject({ streams: 0 });
    await server.stop();
    await server.wipe();
    await server.start();
    expect(await eventually(streams)).toMatchObject({ streams: 0 });
    await server.close();
  });

  it('holds what it held when the copy was kept, after the copy was restored', async () => {
    const server = await ownNats();
    const tool = await bareJetStream(server.url);
    await tool.createStream('KEPT', 'kept.>');
    await tool.publish({ subject: 'kept.one', headers: {}, body: '1' });
    await server.stop();
    await server.keepCopy();
    await server.start();
    await eventually(() => tool.publish({ subject: 'kept.two', headers: {}, body: '2' }));
    await server.stop();
    await server.restoreCopy();
    await server.start();
    expect(await eventually(() => tool.messages('KEPT'))).toEqual([expect.objectContaining({ subject: 'kept.one' })]);
    await tool.close();
    await server.close();
  });
});
