import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type EventId, newId } from '../contracts/index.ts';
import { createDatabase, inTransaction, migrate } from '../database/index.ts';
import { quietLogger } from '../messaging/testing/index.ts';
import { copyRows, eventually, figure, query, type TestDatabase, testDatabase } from '../testing/index.ts';
import { outboxCatchUp, outboxCluster, outboxTables } from './index.ts';
import { appendInTransaction } from './testing/append-in-transaction.ts';
import { anEvent, type Publishing, type Replica, startPublishing } from './testing/index.ts';

const log = quietLogger('payments');

let shop: Publishing;
let backup: TestDatabase;
beforeEach(async () => {
  [shop, backup] = await Promise.all([startPublishing(), testDatabase()]);
  const database = createDatabase<unknown>({ url: backup.url, name: 'payments', log });
  await migrate(database.db, {
    '0001-outbox': outboxTables,
    '0002-cluster': outboxCluster,
    '0003-catch-up': outboxCatchUp,
  });
  await database.stop();
});
afterEach(async () => {
  await shop.close();
  await backup.drop();
});

const backUp = () => copyRows(shop.url, backup.url);
const state = async ({ outbox: { history } }: Replica) => history.check().catch((error: Error) => error.message);
const isComplete = (replica: Replica) => eventually(async () => expect(await state(replica)).toBe('complete'));
const behind = async ({ metrics }: Replica) => figure(await metrics.expose(), 'paidonce_database_behind');
const isBehind = async (replica: Replica) => {
  await eventually(async () => expect(await state(replica)).toContain('was restored from the past'));
  expect(await behind(replica)).toBe(1);
};

async function published(count: number): Promise<EventId[]> {
  const ids = await shop.commit(count);
  await shop.arrived(ids);
  return ids;
}

async function commitIn(url: string, count: number): Promise<EventId[]> {
  const database = createDatabase<unknown>({ url, name: 'payments', log });
  const events = Array.from({ length: count }, (_, index) => anEvent(index));
  await inTransaction(database.db, (transaction) => appendInTransaction(transaction, events));
  await database.stop();
  return events.map(({ id }) => id);
}

describe('a database that came back older than what it told', () => {
  it('is noticed by whoever starts on it, and nothing of it is published', async () => {
    const first = await shop.replica();
    await published(20);
    await backUp();
    const told = await published(3);
    await first.stop();
    const [since] = await commitIn(backup.url, 1);
    const replicas = [await shop.replica({ seenAs: backup.url }), await shop.replica({ seenAs: backup.url })];
    await Promise.all(replicas.map(isBehind));
    await delay(1_500); // they look again meanwhile
    await Promise.all(replicas.map(isBehind));
    expect((await shop.published()).slice(-3)).toEqual(told);
    expect(await shop.published()).not.toContain(since);
  });

  it('is noticed although all that it knows waited to be published when it was backed up', async () => {
    await shop.commit(3);
    await backUp();
    const replica = await shop.replica();
    await published(2);
    await replica.stop();
    await isBehind(await shop.replica({ seenAs: backup.url }));
  });

  it('is noticed when it is as empty as a new one', async () => {
    const first = await shop.replica();
    await backUp();
    await published(1);
    await first.stop();
    await isBehind(await shop.replica({ seenAs: backup.url }));
  });

  it('is noticed when its tables are restored under a relay that runs, and by its replica', async () => {
    const replicas = [await shop.replica(), await shop.replica()];
    await published(20);
    await backUp();
    await published(20);
    await Promise.all(replicas.map(isComplete));
    await copyRows(backup.url, shop.url);
    await Promise.all(replicas.map(isBehind));
  });

  it('is noticed when the broker has lost its end as well', async () => {
    const first = await shop.replica();
    await published(5);
    await backUp();
    await published(5);
    await shop.nats.stop();
    await shop.nats.keepCopy();
    await shop.nats.start();
    await published(5);
    await first.stop();
    await shop.nats.stop();
    await shop.nats.restoreCopy();
    await shop.nats.start();
    await isBehind(await shop.replica({ seenAs: backup.url }));
  });
});

describe('a database that knows all that it told', () => {
  const goesOn = async (replica: Replica) => {
    const ids = await shop.commit(2);
    await shop.arrived(ids);
    await isComplete(replica);
    expect(await behind(replica)).toBe(0);
  };

  it('goes on when its relay died before it could note what it had published', async () => {
    const { relay, close } = await shop.bareRelay();
    await shop.commit(50);
    await relay.inspectStream();
    await eventually(async () => expect(await relay.step()).toBeGreaterThan(0));
    await close();
    await query(shop.url, `update outbox_relay set xid = '0', seq = 0, acked = 0`);
    await goesOn(await shop.replica());
  });

  it('goes on whatever strangers publish', async () => {
    const first = await shop.replica();
    await published(5);
    await first.stop();
    const [id, other] = [newId<string>(), newId<string>()];
    const message = (headers: Record<string, string>) => ({ subject: 'payment.completed', headers, body: '{}' });
    for (const headers of [
      {},
      { 'ce-source': 'a-stranger', 'ce-id': id, 'Nats-Msg-Id': id },
      { 'ce-source': 'payments-svc', 'ce-id': 'none', 'Nats-Msg-Id': 'none' },
      { 'ce-source': 'payments-svc', 'ce-id': other, 'Nats-Msg-Id': `${other} again` },
    ] as Record<string, string>[])
      await shop.tool.publish(message(headers));
    await goesOn(await shop.replica());
  });

  it('goes on when the broker came back without its disk, or with another stream', async () => {
    const first = await shop.replica();
    const before = await published(20);
    await first.stop();
    await shop.nats.stop();
    await shop.nats.wipe();
    await shop.nats.start();
    const second = await shop.replica();
    await goesOn(second);
    await shop.arrived(before);
    await shop.tool.deleteStream('PAYMENTS');
    await goesOn(second);
    await shop.arrived(before);
  });

  it('is not known to while NATS has not answered once, and stays known while it is away later', async () => {
    await shop.nats.stop();
    const replica = await shop.replica();
    expect(await state(replica)).toBe('the database has not been compared with its stream yet');
    await shop.nats.start();
    await isComplete(replica);
    await shop.nats.stop();
    await delay(500);
    expect(await state(replica)).toBe('complete');
  });
});
