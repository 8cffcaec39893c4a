// A database for one test on the PostgreSQL server that all tests of a run share.

import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { makePassword } from '../secrets/index.ts';
import { sharedPostgresUrl } from './shared-postgres.ts';

export type TestDatabase = {
  /** As the owner, who is no superuser: what a service gets. */
  url: string;
  /** Removes database and owner, ending sessions that are still open. */
  drop(): Promise<void>;
};

/** Makes an empty database with an owner of its own, as every service has. */
export async function testDatabase(): Promise<TestDatabase> {
  const serverUrl = await sharedPostgresUrl();
  const name = `test_${randomBytes(6).toString('hex')}`;
  const password = makePassword();
  await execute(serverUrl, [
    `CREATE ROLE ${name} LOGIN PASSWORD '${password}'`,
    `CREATE DATABASE ${name} OWNER ${name}`,
  ]);
  const url = new URL(serverUrl);
  url.username = name;
  url.password = password;
  url.pathname = `/${name}`;
  const drop = () =>
    execute(serverUrl, [`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`, `DROP ROLE IF EXISTS ${name}`]);
  return { url: url.href, drop };
}

async function execute(url: string, statements: string[]): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
