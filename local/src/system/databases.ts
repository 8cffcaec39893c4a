// One database per service on one PostgreSQL server, with a role that owns it and one that serves, and a role that may read them all.

import pg from 'pg';
import type { Secrets } from './secrets.ts';
import { type DatabaseOwner, databaseOwners } from './services.ts';

export type Databases = {
  /** For serving: may do everything with rows, and nothing with tables. */
  urls: Record<DatabaseOwner, string>;
  /** For migrating: owns the tables. */
  ownerUrls: Record<DatabaseOwner, string>;
  readerUrls: Record<DatabaseOwner, string>;
  /** Whom migrating grants what serving needs. None where one role does both. */
  runtimeRoles: Partial<Record<DatabaseOwner, string>>;
};

const reader = 'paidonce_reader';
const databaseOf = (service: DatabaseOwner) => `paidonce_${service}`;
const serverOf = databaseOf;
const ownerOf = (service: DatabaseOwner) => `${databaseOf(service)}_owner`;

/** Makes what is missing and sets the passwords; a second call changes nothing. */
export async function createDatabases(serverUrl: string, secrets: Secrets): Promise<Databases> {
  const client = new pg.Client(serverUrl);
  await client.connect();
  try {
    await ensureRole(client, reader, secrets.reader);
    await client.query(`GRANT pg_read_all_data TO ${reader}`);
    for (const service of databaseOwners) {
      const [name, owner, server] = [databaseOf(service), ownerOf(service), serverOf(service)];
      await ensureRole(client, owner, secrets[`${service}_owner`]);
      await ensureRole(client, server, secrets[service]);
      const found = await client.query('SELECT pg_get_userbyid(datdba) AS owner FROM pg_database WHERE datname = $1', [
        name,
      ]);
      if (found.rowCount === 0) await client.query(`CREATE DATABASE ${name} OWNER ${owner}`);
      else if (found.rows[0].owner !== owner) await handOver(serverUrl, service);
      await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
      await client.query(`GRANT CONNECT ON DATABASE ${name} TO ${server}, ${reader}`);
    }
  } finally {
    await client.end();
  }
  return {
    urls: forEach((service) => address(serverUrl, serverOf(service), secrets[service], databaseOf(service))),
    ownerUrls: forEach((service) =>
      address(serverUrl, ownerOf(service), secrets[`${service}_owner`], databaseOf(service)),
    ),
    readerUrls: forEach((service) => address(serverUrl, reader, secrets.reader, databaseOf(service))),
    runtimeRoles: forEach(serverOf),
  };
}

/**
 * In a database of before there were two roles, the one that serves owned everything. An earlier version may be running on it: it keeps
 * what serving needs in the same moment, so that it does not notice.
 */
async function handOver(serverUrl: string, service: DatabaseOwner): Promise<void> {
  const name = databaseOf(service);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const client = new pg.Client(url.href);
  await client.connect();
  try {
    await client.query(`
      BEGIN;
      ALTER DATABASE ${name} OWNER TO ${ownerOf(service)};
      GRANT CONNECT ON DATABASE ${name} TO ${serverOf(service)};
      REASSIGN OWNED BY ${serverOf(service)} TO ${ownerOf(service)};
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${serverOf(service)};
      GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${serverOf(service)};
      COMMIT`);
  } finally {
    await client.end();
  }
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
