// A service's database moves to another PostgreSQL server, as pg_dump and pg_restore take it there.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DatabaseOwner } from '@paidonce/shared/contracts';
import { copyRows, type OwnPostgres, query } from '@paidonce/shared/testing';
import { instanceOf, type Shop } from './shop.ts';

const services = join(import.meta.dirname, '../../../services');

/** The service is stopped meanwhile, and started there. @returns the new address */
export async function move(shop: Shop, owner: DatabaseOwner, to: OwnPostgres): Promise<string> {
  const instance = instanceOf(shop, owner);
  await query(to.url, `create database ${owner}`);
  const url = new URL(to.url);
  url.pathname = `/${owner}`;
  const env = { ...process.env, DATABASE_URL: url.href };
  await promisify(execFile)(process.execPath, [join(services, owner, 'src/main.ts'), 'migrate'], { env });
  await instance.kill('SIGTERM');
  await copyRows(shop.databaseUrls[owner], url.href);
  await instance.restart({ DATABASE_URL: url.href });
  return url.href;
}
