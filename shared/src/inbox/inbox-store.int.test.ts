import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EventId, newId } from '../contracts/index.ts';
import { createDatabase, type Database, migrate } from '../database/index.ts';
import { quietLogger } from '../messaging/testing/index.ts';
import { type TestDatabase, testDatabase } from '../testing/index.ts';
import { markAsApplied } from './inbox-store.ts';
import { discardedLetters, inboxTables } from './index.ts';

describe('marking events as applied', () => {
  let server: TestDatabase;
  let database: Database<unknown>;
  beforeAll(async () => {
    server = await testDatabase();
    database = createDatabase({ url: server.url, name: 'orders', log: quietLogger('orders') });
    await migrate(database.db, { '0001-inbox': inboxTables, '0002-discarded-letters': discardedLetters });
  });
  afterAll(async () => {
    await database.stop();
    await server.drop();
  });

  const mark = (subscription: string, ids: readonly EventId[]) =>
    database.db.transaction().execute((transaction) => markAsApplied(transaction, subscription, ids));

  it('tells which were not marked before, by each subscription for itself', async () => {
    const [first, second] = [newId<EventId>(), newId<EventId>()];
    expect(await mark('PAYMENTS', [first])).toEqual(new Set([first]));
    expect(await mark('PAYMENTS', [first, second])).toEqual(new Set([second]));
    expect(await mark('PAYMENTS', [])).toEqual(new Set());
    expect(await mark('ORDERS', [first])).toEqual(new Set([first]));
  });

  it('never deadlocks, in whatever order replicas got the same events, and gives each event to one of them', async () => {
    for (let round = 0; round < 5; round += 1) {
      const ids = Array.from({ length: 2_000 }, () => newId<EventId>());
      const orders = [ids, ids.toReversed(), [...ids.slice(1_000), ...ids.slice(0, 1_000)]];
      const fresh = await Promise.all(orders.map((order) => mark('PAYMENTS', order)));
      expect(fresh.flatMap((set) => [...set]).toSorted()).toEqual(ids.toSorted());
    }
  });
});
