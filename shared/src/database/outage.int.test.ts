import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { Unavailable } from '../errors/index.ts';
import { quietLogger } from '../messaging/testing/index.ts';
import { eventually, type OwnPostgres, ownPostgres, unreliableNetwork } from '../testing/index.ts';
import { createDatabase, type Database, inTransaction } from './index.ts';

describe('a database through an outage of its server', () => {
  let postgres: OwnPostgres;
  let database: Database<unknown>;
  beforeAll(async () => {
    postgres = await ownPostgres();
    database = createDatabase({ url: postgres.url, name: 'orders', log: quietLogger('orders'), size: 4 });
    await sql`create table noted (number int primary key)`.execute(database.db);
  });
  afterAll(async () => {
    await database.stop();
    await postgres.close();
  });

  const select = () => sql`select 1 as one`.execute(database.db);

  it.each(['stop', 'kill'] as const)('is unavailable after a %s, and recovers by itself', async (end) => {
    await Promise.all([select(), select(), select(), select()]); // all of the pool is in use once
    await postgres[end]();
    // A backend outlives its killed server for a moment, and answers.
    await eventually(() => expect(select()).rejects.toThrow(Unavailable));
    await expect(inTransaction(database.db, (transaction) => sql`select 1`.execute(transaction))).rejects.toThrow(
      Unavailable,
    );
    await expect(database.check()).rejects.toThrow(Unavailable);
    await postgres.start();
    await Promise.all(Array.from({ length: 8 }, select));
    expect(await database.check()).toBe('up');
  });

  it('ends a transaction that the outage cut in two, and keeps no broken connection', async () => {
    const begun = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const cut = inTransaction(database.db, async (transaction) => {
      await sql`insert into noted values (1)`.execute(transaction);
      begun.resolve();
      await goOn.promise;
      await sql`insert into noted values (2)`.execute(transaction);
    });
    await begun.promise;
    await postgres.kill();
    await postgres.start();
    goOn.resolve();
    await expect(cut).rejects.toThrow(Unavailable);
    for (let count = 0; count < 8; count += 1) await select();
    expect((await sql`select * from noted`.execute(database.db)).rows).toEqual([]);
  });

  it('drops the connections that the server ended one by one', async () => {
    const other = createDatabase<unknown>({ url: postgres.url, name: 'operator', log: quietLogger('operator') });
    await Promise.all([select(), select(), select(), select()]);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'orders'`.execute(
      other.db,
    );
    await eventually(() => Promise.all(Array.from({ length: 8 }, select)));
    const sessions = await sql<{
      count: number;
    }>`select count(*) from pg_stat_activity where application_name = 'orders'`.execute(other.db);
    expect(sessions.rows[0]?.count).toBeLessThanOrEqual(4);
    await other.stop();
  });

  it('replaces a connection that went silent without ending', async () => {
    const network = await unreliableNetwork(postgres.url);
    const remote = createDatabase<unknown>({
      url: network.url,
      name: 'remote',
      log: quietLogger('remote'),
      size: 1,
    });
    const one = () => sql`select 1`.execute(remote.db);
    await one();
    network.swallow();
    await expect(one()).rejects.toThrow(Unavailable);
    const began = performance.now();
    await one();
    expect(performance.now() - began).toBeLessThan(8_000);
    network.close();
    await remote.stop();
  });
});
