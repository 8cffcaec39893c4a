// A backup of one service's database, and its restoring, as pg_dump and pg_restore do it.

import { randomUUID } from 'node:crypto';
import type { DatabaseOwner } from '@paidonce/shared/contracts';
import { eventually, query } from '@paidonce/shared/testing';
import { instanceOf, type Shop } from './shop.ts';

export type Backup = {
  /** Puts it in the place of the database that is there, whoever is connected to it. */
  restore(): Promise<void>;
};

/** The service is away for a moment: npm's PostgreSQL brings no pg_dump, and a template must not be in use. */
export async function backUp(shop: Shop, owner: DatabaseOwner): Promise<Backup> {
  const [database, backup] = [`paidonce_${owner}`, `backup_${randomUUID().replaceAll('-', '')}`];
  const instance = instanceOf(shop, owner);
  await instance.kill('SIGTERM');
  await eventually(() => query(shop.postgres.url, `create database ${backup} template ${database}`));
  await instance.restart();
  return {
    async restore() {
      await query(shop.postgres.url, `drop database ${database} with (force)`);
      await query(shop.postgres.url, `create database ${database} owner paidonce_${owner}_owner template ${backup}`);
    },
  };
}
