import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type PostgresServer, startPostgres } from '@paidonce/local/servers';
import pg from 'pg';
import { createDatabases, type Databases } from './databases.ts';
import { loadSecrets, type Secrets } from './secrets.ts';

let dir: string;
let server: PostgresServer;
let secrets: Secrets;
let databases: Databases;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'paidonce-databases-'));
  secrets = await loadSecrets(join(dir, 'secrets.json'));
  server = await startPostgres({ dir: join(dir, 'postgres'), password: secrets.postgres });
  databases = await createDatabases(server.url, secrets);
});
afterAll(async () => {
  await server.kill();
  await rm(dir, { recursive: true });
});

async function run(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

describe('the databases of the services', () => {
  it('are made once: a second start finds them with what they hold', async () => {
    await run(databases.ownerUrls.orders, 'CREATE TABLE orders AS SELECT 1 AS id');
    expect(await createDatabases(server.url, secrets)).toEqual(databases);
    expect(await run(databases.ownerUrls.orders, 'SELECT id FROM orders')).toEqual([{ id: 1 }]);
  });

  it('can be read by the auditor and not written', async () => {
    await run(databases.ownerUrls.payments, 'CREATE TABLE payments AS SELECT 1 AS id');
    expect(await run(databases.readerUrls.payments, 'SELECT id FROM payments')).toEqual([{ id: 1 }]);
    await expect(run(databases.readerUrls.payments, 'DELETE FROM payments')).rejects.toThrow('permission denied');
  });

  it('give the role that serves no table of its own', async () => {
    await expect(run(databases.urls.users, 'CREATE TABLE mine (id int)')).rejects.toThrow('permission denied');
  });

  it('of before there were two roles are handed over to the one that owns', async () => {
    await run(server.url, 'ALTER DATABASE paidonce_products OWNER TO paidonce_products');
    await run(databases.urls.products, 'CREATE TABLE products AS SELECT 1 AS id');
    await createDatabases(server.url, secrets);
    expect(await run(databases.ownerUrls.products, 'SELECT id FROM products')).toEqual([{ id: 1 }]);
    await expect(run(databases.urls.products, 'DROP TABLE products')).rejects.toThrow('must be owner');
  });

  it('go on being served by an earlier version while they are handed over', async () => {
    await run(server.url, 'ALTER DATABASE paidonce_users OWNER TO paidonce_users');
    await run(
      databases.urls.users,
      'CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text)',
    );
    await createDatabases(server.url, secrets);
    await run(databases.urls.users, `INSERT INTO users (name) VALUES ('Ada')`);
    expect(await run(databases.urls.users, 'SELECT id, name FROM users')).toEqual([{ id: '1', name: 'Ada' }]);
  });

  it('are closed to the other services', async () => {
    const trespass = new URL(databases.urls.orders);
    trespass.pathname = '/paidonce_payments';
    await expect(run(trespass.href, 'SELECT 1')).rejects.toThrow('permission denied');
  });
});
