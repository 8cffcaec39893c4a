import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type EventId, paymentCompleted, streams } from '../contracts/index.ts';
import { createDatabase, inTransaction, migrate } from '../database/index.ts';
import { connected, createConnection } from '../messaging/index.ts';
import { quietLogger } from '../messaging/testing/index.ts';
import { outboxCatchUp, outboxCluster, outboxTables } from '../outbox/index.ts';
import { anEvent, appendInTransaction, type Publishing, startPublishing } from '../outbox/testing/index.ts';
import {
  copyRows,
  dumpDatabase,
  eventually,
  figure,
  query,
  type TestDatabase,
  testDatabase,
} from '../testing/index.ts';
import { catchUp, type Step } from './catch-up.ts';

const log = quietLogger('payments');
const stream = streams.PAYMENTS;

let shop: Publishing;
let backup: TestDatabase;
beforeEach(async () => {
  [shop, backup] = await Promise.all([startPublishing(), testDatabase()]);
  await inBackup(async (db) =>
    migrate(db, { '0001-outbox': outboxTables, '0002-cluster': outboxCluster, '0003-catch-up': outboxCatchUp }),
  );
});
afterEach(async () => {
  await shop.close();
  await backup.drop();
});

async function inBackup<Result>(use: (db: Publishing['database']['db']) => Promise<Result>): Promise<Result> {
  const database = createDatabase<unknown>({ url: backup.url, name: 'payments', log });
  return use(database.db).finally(() => database.stop());
}

async function commitInBackup(count: number): Promise<EventId[]> {
  const events = Array.from({ length: count }, (_, index) => anEvent(index));
  await inBackup((db) => inTransaction(db, (transaction) => appendInTransaction(transaction, events)));
  return events.map(({ id }) => id);
}

/** @returns what was told of it, and the pages of events that the service was given to recall */
async function catchUpWithBackup({ dryRun = false } = {}): Promise<{ steps: Step[]; recalled: EventId[][] }> {
  const database = createDatabase<unknown>({ url: backup.url, name: 'payments', log });
  const connection = createConnection({ url: shop.nats.url, name: 'payments', log });
  const steps: Step[] = [];
  const recalled: EventId[][] = [];
  const recall = {
    types: [{ type: paymentCompleted.type, decode: (json: unknown) => json }],
    async apply(events: readonly { id: EventId }[]) {
      recalled.push(events.map(({ id }) => id));
      return [];
    },
  };
  try {
    await connected(connection);
    const service = { database, stream, subscriptions: [], recall };
    await catchUp({ service, connection, log, tell: (step) => void steps.push(step), dryRun });
  } finally {
    await connection.stop();
    await database.stop();
  }
  return { steps, recalled };
}

/** Some events that were published when it was backed up, some that waited then, and some that came since; all of them are told. */
async function restored(published: number): Promise<{ known: EventId[]; forgotten: EventId[] }> {
  const first = await shop.replica();
  const before = await shop.commit(published);
  await shop.arrived(before);
  await first.stop();
  const waiting = await shop.commit(5);
  await copyRows(shop.url, backup.url);
  const second = await shop.replica();
  const forgotten = [...(await shop.commit(3)), ...(await shop.commit(3))];
  await shop.arrived([...waiting, ...forgotten]);
  await second.stop();
  return { known: [...before, ...waiting], forgotten };
}

const rows = () => query<{ id: EventId }>(backup.url, 'select id from outbox');

describe('a database that has caught up', () => {
  it.each([
    ['had published some of it when it was backed up', 10],
    ['had published nothing of it then', 0],
  ])('and %s knows all that was told, tells none of it again, and goes on', async (_, published) => {
    const { known, forgotten } = await restored(published);
    const { steps, recalled } = await catchUpWithBackup();
    expect(steps).toEqual([{ step: 'taken back', events: forgotten.length, left: [] }]);
    expect(recalled.flat().toSorted()).toEqual(forgotten.toSorted());
    expect((await rows()).map(({ id }) => id).toSorted()).toEqual([...known, ...forgotten].toSorted());
    const next = await commitInBackup(2);
    const replica = await shop.replica({ seenAs: backup.url });
    await shop.arrived(next);
    expect(await shop.published()).toEqual([...known, ...forgotten, ...next]);
    expect(figure(await replica.metrics.expose(), 'paidonce_relay_repeated_total')).toBe(0);
    expect(await replica.outbox.history.check()).toBe('complete');
    expect(await query(backup.url, 'select from outbox_lane')).toEqual([]);
  });

  it('gives a stream that loses its disk all of it again, also what had been forgotten', async () => {
    const { known, forgotten } = await restored(10);
    await catchUpWithBackup();
    await shop.nats.stop();
    await shop.nats.wipe();
    await shop.nats.start();
    await shop.replica({ seenAs: backup.url });
    await shop.arrived([...known, ...forgotten]);
  });

  it('gives a stream that loses its end that again, also what had been forgotten', async () => {
    const first = await shop.replica();
    await shop.arrived(await shop.commit(10));
    await eventually(async () => expect(await query(shop.url, 'select from outbox_checkpoint')).not.toEqual([]));
    await copyRows(shop.url, backup.url);
    await shop.nats.stop();
    await shop.nats.keepCopy();
    await shop.nats.start();
    const forgotten = await shop.commit(5);
    await shop.arrived(forgotten);
    await first.stop();
    await catchUpWithBackup();
    await shop.nats.stop();
    await shop.nats.restoreCopy();
    await shop.nats.start();
    await shop.replica({ seenAs: backup.url });
    await shop.arrived(forgotten);
  });

  it('is given each aggregate whole, one after the other', async () => {
    await restored(0);
    const { recalled } = await catchUpWithBackup();
    const subjects = await query<{ id: EventId; subject: string }>(
      backup.url,
      `select id, headers ->> 'ce-subject' as subject from outbox`,
    );
    const subjectOf = new Map(subjects.map(({ id, subject }) => [id, subject]));
    expect(recalled.map((page) => page.map((id) => subjectOf.get(id)))).toEqual([
      ['p0', 'p0', 'p1', 'p1'],
      ['p2', 'p2'],
    ]);
  });
});

describe('a dry run', () => {
  it('says what was forgotten, and changes nothing', async () => {
    const { forgotten } = await restored(10);
    const before = await dumpDatabase(backup.url);
    const { steps } = await catchUpWithBackup({ dryRun: true });
    expect(steps).toEqual([{ step: 'taken back', events: forgotten.length, left: [] }]);
    expect(await dumpDatabase(backup.url)).toEqual(before);
  });
});
