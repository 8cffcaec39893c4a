import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { quietLogger } from '../messaging/testing/index.ts';
import { type TestDatabase, testDatabase } from '../testing/index.ts';
import { createDatabase, type Database, inTransaction, migrate, migration, statement } from './index.ts';

type Schema = { stock: { sku: string; count: number } };

describe('the database of a service', () => {
  let server: TestDatabase;
  let database: Database<Schema>;
  const open = (size: number) =>
    createDatabase<Schema>({ url: server.url, name: 'inventory', log: quietLogger('inventory'), size });

  beforeAll(async () => {
    server = await testDatabase();
    database = open(6);
    const create = migration(
      'create table stock (sku text primary key, count bigint not null)',
      "insert into stock values ('a', 9007199254740991), ('b', 2), ('c', 3)",
    );
    await migrate(database.db, { '0001-stock': create });
  });
  afterAll(async () => {
    await database.stop();
    await server.drop();
  });

  it('gives counts and minor units as numbers, exact to the last', async () => {
    const rows = await database.db.selectFrom('stock').selectAll().orderBy('sku').execute();
    expect(rows[0]).toEqual({ sku: 'a', count: Number.MAX_SAFE_INTEGER });
    const counted = await sql<{
      count: number;
      none: number | null;
    }>`select count(*), null::bigint as none from stock`.execute(database.db);
    expect(counted.rows).toEqual([{ count: 3, none: null }]);
  });

  it('has each statement parsed once in a connection, however often it runs', async () => {
    const one = open(1);
    const bySku = statement<{ sku: string }>('select sku from stock where sku = $1');
    for (const sku of ['a', 'b', 'a', 'none']) await bySku(one.db, sku);
    for (const sku of ['a', 'b']) await one.db.selectFrom('stock').select('count').where('sku', '=', sku).execute();
    const prepared = await sql<{
      statement: string;
    }>`select statement from pg_prepared_statements where statement like '%stock%' and statement not like '%prepared%' order by 1`.execute(
      one.db,
    );
    expect(prepared.rows.map((row) => row.statement)).toEqual([
      'select "count" from "stock" where "sku" = $1',
      'select sku from stock where sku = $1',
    ]);
    await one.stop();
  });

  it('runs a statement written by hand alone or in a transaction, and gives its rows', async () => {
    const raise = statement<{ count: number }>('update stock set count = count + $2 where sku = $1 returning count');
    expect(await raise(database.db, 'b', 1)).toEqual([{ count: 3 }]);
    expect(await raise(database.db, 'none', 1)).toEqual([]);
    const undone = inTransaction(database.db, async (transaction) => {
      expect(await raise(transaction, 'b', 10)).toEqual([{ count: 13 }]);
      throw new Error('changed my mind');
    });
    await expect(undone).rejects.toThrow('changed my mind');
    expect(await raise(database.db, 'b', 0)).toEqual([{ count: 3 }]);
  });

  it('tries a transaction again after a deadlock', async () => {
    let tries = 0;
    const bothReady = Promise.withResolvers<void>();
    let ready = 0;
    const raiseBoth = (first: string, second: string) =>
      inTransaction(database.db, async (transaction) => {
        tries += 1;
        await sql`update stock set count = count + 1 where sku = ${first}`.execute(transaction);
        ready += 1;
        if (ready === 2) bothReady.resolve();
        await bothReady.promise;
        await sql`update stock set count = count + 1 where sku = ${second}`.execute(transaction);
      });
    await Promise.all([raiseBoth('b', 'c'), raiseBoth('c', 'b')]);
    expect(tries).toBe(3);
    const rows = await database.db
      .selectFrom('stock')
      .selectAll()
      .where('sku', 'in', ['b', 'c'])
      .orderBy('sku')
      .execute();
    expect(rows).toEqual([
      { sku: 'b', count: 5 },
      { sku: 'c', count: 5 },
    ]);
  });

  it('tries a transaction again after a serialization failure, four times at most', async () => {
    let tries = 0;
    const failing = inTransaction(database.db, async (transaction) => {
      tries += 1;
      await sql
        .raw(`do $$ begin raise exception 'could not serialize' using errcode = '40001'; end $$`)
        .execute(transaction);
    });
    await expect(failing).rejects.toMatchObject({ code: '40001' });
    expect(tries).toBe(4);
  });

  it('tries nothing again that failed for a reason of its own', async () => {
    let tries = 0;
    const failing = inTransaction(database.db, () => {
      tries += 1;
      return Promise.reject(new TypeError('of the code'));
    });
    await expect(failing).rejects.toThrow(TypeError);
    expect(tries).toBe(1);
  });

  it('holds every statement and transaction to its time', async () => {
    const settings = await sql<{ name: string; setting: string }>`select name, setting from pg_settings
      where name in ('statement_timeout', 'transaction_timeout', 'idle_in_transaction_session_timeout') order by name`.execute(
      database.db,
    );
    expect(settings.rows).toEqual([
      { name: 'idle_in_transaction_session_timeout', setting: '5000' },
      { name: 'statement_timeout', setting: '5000' },
      { name: 'transaction_timeout', setting: '10000' },
    ]);
    await expect(sql`select pg_sleep(20)`.execute(database.db)).rejects.toMatchObject({ cause: { code: '57014' } });
    expect(await database.check()).toBe('up');
  });

  it('goes by its name at the server', async () => {
    const names = await sql<{
      name: string;
    }>`select application_name as name from pg_stat_activity where pid = pg_backend_pid()`.execute(database.db);
    expect(names.rows).toEqual([{ name: 'inventory' }]);
  });
});

describe('migrations', () => {
  let server: TestDatabase;
  const open = () => createDatabase<unknown>({ url: server.url, name: 'users', log: quietLogger('users') });
  beforeAll(async () => {
    server = await testDatabase();
  });
  afterAll(() => server.drop());

  const first = migration(
    'create table accounts (id int primary key)',
    'select pg_sleep(0.3)',
    'insert into accounts values (1)',
  );
  const second = migration('alter table accounts add column email text');

  it('run once when two replicas start at the same moment', async () => {
    const replicas = [open(), open(), open()];
    const ran = await Promise.all(
      replicas.map(({ db }) => migrate(db, { '0001-accounts': first, '0002-email': second })),
    );
    expect(ran.flat()).toEqual(['0001-accounts', '0002-email']);
    await Promise.all(replicas.map((replica) => replica.stop()));
  });

  it('run when they are new, and leave nothing behind when they fail', async () => {
    const { db, stop } = open();
    const known = { '0001-accounts': first, '0002-email': second };
    const broken = migration('create table half (id int)', 'insert into nowhere values (1)');
    await expect(migrate(db, { ...known, '0003-broken': broken })).rejects.toThrow('nowhere');
    await expect(sql`select * from half`.execute(db)).rejects.toThrow('half');
    expect(await migrate(db, { ...known, '0003-mended': migration('create table half (id int)') })).toEqual([
      '0003-mended',
    ]);
    expect(await migrate(db, { ...known, '0003-mended': migration('create table half (id int)') })).toEqual([]);
    await stop();
  });
});
