// One database and one owner per service on one PostgreSQL server, and a role that may read them all.

import pg from 'pg';
import type { Secrets } from './secrets.ts';
import { type DatabaseOwner, databaseOwners } from './services.ts';

export type Databases = { urls: Record<DatabaseOwner, string>; readerUrls: Record<DatabaseOwner, string> };

const reader = 'paidonce_reader';
const databaseOf = (service: DatabaseOwner) => `paidonce_${service}`;

/** Makes what is missing and sets the passwords; a second call changes nothing. */
export async function createDatabases(serverUrl: string, secrets: Secrets): Promise<Databases> {
  const client = new pg.Client(serverUrl);
  await client.connect();
  try {
    await ensureRole(client, reader, secrets.reader);
    await client.query(`GRANT pg_read_all_data TO ${reader}`);
    for (const service of databaseOwners) {
      const name = databaseOf(service);
      await ensureRole(client, name, secrets[service]);
      const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
      if (found.rowCount === 0) await client.query(`CREATE DATABASE ${name} OWNER ${name}`);
      await client.query(`REVOKE CONNECT ON DATABASE ${name} FROM PUBLIC`);
      await client.query(`GRANT CONNECT ON DATABASE ${name} TO ${reader}`);
    }
  } finally {
    await client.end();
  }
  return {
    urls: forEach((service) => address(serverUrl, databaseOf(service), secrets[service], databaseOf(service))),
    readerUrls: forEach((service) => address(serverUrl, reader, secrets.reader, databaseOf(service))),
  };
}

async function ensureRole(client: pg.Client, name: string, password: string): Promise<void> {
  const found = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
  const verb = found.rowCount === 0 ? 'CREATE' : 'ALTER';
  await client.query(`${verb} ROLE ${name} LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
}

function address(serverUrl: string, user: string, password: string, database: string): string {
  const url = new URL(serverUrl);
  url.username = user;
  url.password = password;
  url.pathname = `/${database}`;
  return url.href;
}

function forEach(value: (service: DatabaseOwner) => string): Record<DatabaseOwner, string> {
  return {
    users: value('users'),
    products: value('products'),
    orders: value('orders'),
    payments: value('payments'),
  };
}
