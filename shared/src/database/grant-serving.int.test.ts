import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger } from '../observability/index.ts';
import { query, sharedPostgresUrl, type TestDatabase, testDatabase } from '../testing/index.ts';
import { migrateDatabase, migration } from './index.ts';

const role = `serving_${randomBytes(6).toString('hex')}`;
const log = createLogger({ name: 'test', level: 'silent' });
const migrations = {
  '0001-things': migration(
    'CREATE TABLE things (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL)',
  ),
};

let own: TestDatabase;
let serving: string;
const migrate = (config: { DATABASE_RUNTIME_ROLE?: string }, more = {}) =>
  migrateDatabase('test', { ...migrations, ...more }, { config: { DATABASE_URL: own.url, ...config }, log });

beforeAll(async () => {
  own = await testDatabase();
  await query(await sharedPostgresUrl(), `CREATE ROLE ${role} LOGIN PASSWORD 'aPasswordOfATest'`);
  const url = new URL(own.url);
  [url.username, url.password] = [role, 'aPasswordOfATest'];
  serving = url.href;
  await migrate({ DATABASE_RUNTIME_ROLE: role });
});
afterAll(async () => {
  await own.drop();
  await query(await sharedPostgresUrl(), `DROP ROLE ${role}`);
});

describe('the role that serves', () => {
  it('does everything with rows', async () => {
    await query(serving, `INSERT INTO things (name) VALUES ('a')`);
    await query(serving, `UPDATE things SET name = 'b'`);
    expect(await query(serving, 'SELECT id, name FROM things')).toEqual([{ id: '1', name: 'b' }]);
    await query(serving, 'DELETE FROM things');
  });

  it.each([
    'CREATE TABLE mine (id int)',
    'ALTER TABLE things ADD COLUMN price int',
    'DROP TABLE things',
    'TRUNCATE things',
    'CREATE INDEX ON things (name)',
    'UPDATE kysely_migration SET name = name',
  ])('may not: %s', async (statement) => {
    await expect(query(serving, statement)).rejects.toThrow(/permission denied|must be owner/);
  });

  it('may use the tables of a later migration', async () => {
    const later = { '0002-more': migration('CREATE TABLE more (id int)') };
    await Promise.all([1, 2, 3].map(() => migrate({ DATABASE_RUNTIME_ROLE: role }, later)));
    await query(serving, 'INSERT INTO more (id) VALUES (1)');
  });

  it('may use a table that its owner makes besides', async () => {
    await query(own.url, 'CREATE TABLE besides (id int)');
    await query(serving, 'INSERT INTO besides (id) VALUES (1)');
  });

  it('is granted the same by an earlier version on a database that a later one has migrated', async () => {
    await migrate({ DATABASE_RUNTIME_ROLE: role });
    await query(serving, 'INSERT INTO more (id) VALUES (2)');
  });

  it('may see that nothing is to be migrated, as an earlier version does that has one role for everything', async () => {
    const config = { DATABASE_URL: serving };
    await expect(migrateDatabase('test', migrations, { config, log })).resolves.toBeUndefined();
  });

  it('has to exist', async () => {
    await expect(migrate({ DATABASE_RUNTIME_ROLE: 'nobody_of_this_name' })).rejects.toThrow(
      'There is no role "nobody_of_this_name" to serve with: make it, or correct DATABASE_RUNTIME_ROLE.',
    );
  });
});
