import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventId } from '../contracts/index.ts';
import { createDatabase, inTransaction, migrate } from '../database/index.ts';
import { quietLogger } from '../messaging/testing/index.ts';
import { copyRows, eventually, type OwnPostgres, ownPostgres, query } from '../testing/index.ts';
import { outboxCatchUp, outboxCluster, outboxTables } from './index.ts';
import { appendInTransaction } from './testing/append-in-transaction.ts';
import { anEvent, type Publishing, startPublishing } from './testing/index.ts';

const log = quietLogger('payments');
const useUp = (transactions: number) =>
  `do $$ begin set synchronous_commit = off; for i in 1..${transactions} loop perform pg_current_xact_id(); commit; end loop; end $$`;

describe('a database that was dumped, and restored into another PostgreSQL cluster', () => {
  let oldHome: OwnPostgres;
  let newHome: OwnPostgres;
  let shop: Publishing;
  beforeEach(async () => {
    [oldHome, newHome] = await Promise.all([ownPostgres(), ownPostgres()]);
    shop = await startPublishing(oldHome.url);
  });
  afterEach(async () => {
    await shop.close();
    await Promise.all([oldHome.close(), newHome.close()]);
  });

  /** Some events that the stream has, and some that it does not have yet. */
  async function live(): Promise<{ published: EventId[]; waiting: EventId[] }> {
    const replica = await shop.replica();
    const published = [...(await shop.commit(30)), ...(await shop.commit(30))];
    await shop.arrived(published);
    await replica.stop();
    return { published, waiting: [...(await shop.commit(20)), ...(await shop.commit(20))] };
  }

  async function move(): Promise<void> {
    const database = createDatabase<unknown>({ url: newHome.url, name: 'payments', log });
    await migrate(database.db, {
      '0001-outbox': outboxTables,
      '0002-cluster': outboxCluster,
      '0003-catch-up': outboxCatchUp,
    });
    await database.stop();
    await copyRows(oldHome.url, newHome.url);
  }

  async function commitThere(count: number): Promise<EventId[]> {
    const database = createDatabase<unknown>({ url: newHome.url, name: 'payments', log });
    const events = Array.from({ length: count }, (_, index) => anEvent(index));
    await inTransaction(database.db, (transaction) => appendInTransaction(transaction, events));
    await database.stop();
    return events.map(({ id }) => id);
  }

  it.each([
    ['much lower', () => oldHome],
    ['much higher', () => newHome],
  ])('whose transaction ids are %s, publishes all that waited, in its order, and all that comes', async (_, busy) => {
    await query(busy().url, useUp(20_000));
    const { published, waiting } = await live();
    await move();
    const before = await commitThere(5); // by who does not wait for the relay, such as a command
    await shop.replica({ seenAs: newHome.url });
    const after = [...(await commitThere(5)), ...(await commitThere(5))];
    await shop.arrived([...published, ...waiting, ...before, ...after]);
    expect(await shop.published()).toEqual([...published, ...waiting, ...before, ...after]);
  });

  it('settles in once, and keeps for a broker that loses its disk what was published before', async () => {
    await query(oldHome.url, useUp(20_000));
    const { published, waiting } = await live();
    await move();
    const first = await shop.replica({ seenAs: newHome.url });
    await shop.arrived([...published, ...waiting]);
    await first.stop();
    const rows = 'select xid::text, seq::text from outbox order by seq';
    const settled = await query(newHome.url, rows);
    await shop.nats.stop();
    await shop.nats.wipe();
    await shop.nats.start();
    await shop.replica({ seenAs: newHome.url });
    await shop.arrived([...published, ...waiting]);
    expect(await query(newHome.url, rows)).toEqual(settled);
  });

  it('goes on filling the stream again where that was interrupted', async () => {
    await query(oldHome.url, useUp(20_000));
    const { published, waiting } = await live();
    await shop.nats.stop();
    await shop.nats.wipe();
    await shop.nats.start();
    await query(
      oldHome.url,
      `insert into outbox_lane (at_xid, at_seq, to_xid, to_seq)
       select outbox.xid, outbox.seq, relay.xid, relay.seq from outbox_relay as relay, outbox where outbox.seq = 30`,
    );
    await query(oldHome.url, 'update outbox_relay set stream_created = null, acked = 0');
    await move();
    await shop.replica({ seenAs: newHome.url });
    await shop.arrived([...published.slice(30), ...waiting]);
    await eventually(async () => expect(await query(newHome.url, 'select from outbox_lane')).toEqual([]));
  });
});
