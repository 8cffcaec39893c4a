import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import pg from 'pg';
import { eventually, unreliableNetwork } from '../testing/index.ts';
import { NotTheLeader, RelayStore } from './relay-store.ts';
import { type Publishing, startPublishing } from './testing/index.ts';

describe('two relays of one outbox', () => {
  let shop: Publishing;
  beforeEach(async () => {
    shop = await startPublishing();
  });
  afterEach(() => shop.close());

  const leaders = async () => {
    const locks = sql<{ pid: number }>`select pid from pg_locks
      where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())`;
    return (await locks.execute(shop.database.db)).rows.map(({ pid }) => pid);
  };

  it('have one leader, and send each event once', async () => {
    await shop.replica();
    await shop.replica();
    await eventually(async () => expect(await leaders()).toHaveLength(1));
    const heard = shop.tool.listen('payment.>');
    const written = await Promise.all(Array.from({ length: 30 }, () => shop.commit(10)));
    await shop.arrived(written.flat());
    expect(heard).toHaveLength(300);
    expect(await leaders()).toHaveLength(1);
  });

  it('publish at once what the one commits that does not lead: it wakes the leader', async () => {
    const pollMilliseconds = 60_000; // what finds nothing looks again after twice as long, up to that
    await shop.replica({ pollMilliseconds });
    await eventually(async () => expect(await leaders()).toHaveLength(1));
    const standby = await shop.replica({ pollMilliseconds });
    for (let round = 1; round <= 2; round += 1) {
      await shop.arrived(await shop.commit(1));
      await new Promise((resolve) => setTimeout(resolve, 4_300)); // of 8 s the leader sleeps through the second half
      const committed = await shop.commit(1);
      const began = performance.now();
      standby.outbox.wake();
      await shop.arrived(committed);
      expect(performance.now() - began).toBeLessThan(2_500);
    }
  });

  it('lose nothing when the leader loses its connection: the lead is taken within seconds', async () => {
    await shop.replica();
    await shop.replica();
    const written: string[][] = [];
    for (let round = 0; round < 3; round += 1) {
      const [leader] = await eventually(async () => {
        const found = await leaders();
        expect(found).toHaveLength(1);
        return found;
      });
      const batch = shop.commit(2_000);
      await sql`select pg_terminate_backend(${leader})`.execute(shop.database.db);
      const ids = await batch;
      written.push(ids);
      await shop.arrived(ids);
      await eventually(async () => expect(await leaders()).not.toContain(leader));
    }
    const all = await shop.published();
    expect(all.toSorted()).toEqual(written.flat().toSorted());
  });

  it('go on when the leader hears nothing more from its database, which did not end the connection', async () => {
    const network = await unreliableNetwork(shop.url);
    await shop.replica({ seenAs: network.url });
    await shop.arrived(await shop.commit(1));
    network.swallow();
    await shop.arrived(await shop.commit(10));
    network.close();
  });

  it('lose nothing when the leader is stopped: the other one takes the lead within seconds', async () => {
    const first = await shop.replica();
    await eventually(async () => expect(await leaders()).toHaveLength(1));
    await shop.replica();
    const before = await shop.commit(2_000);
    await first.stop();
    const after = await shop.commit(10);
    await shop.arrived([...before, ...after]);
  });
});

describe('a relay that has lost the lead', () => {
  let shop: Publishing;
  let client: pg.Client;
  beforeEach(async () => {
    shop = await startPublishing();
    client = new pg.Client(shop.url);
    await client.connect();
  });
  afterEach(async () => {
    await client.end();
    await shop.close();
  });

  it('cannot move the cursor from where it last saw it', async () => {
    await shop.commit(2);
    const store = new RelayStore(client);
    const { cursor } = await store.state();
    const [first, second] = await eventually(async () => {
      const rows = await store.after(cursor, 10); // other tests on the server may hold the horizon back for a moment
      expect(rows).toHaveLength(2);
      return rows.map(({ place }) => place);
    });
    if (!first || !second) throw new Error('two rows were read');
    await store.advance(cursor, second, 2);
    await expect(store.advance(cursor, first, 1)).rejects.toThrow(NotTheLeader);
    expect((await store.state()).cursor).toEqual(second);
  });

  it('cannot move a lane from where it last saw it', async () => {
    const store = new RelayStore(client);
    const end = { xid: '900', seq: '9' };
    await store.openLane(end, 'a later life of the stream', 0);
    const lane = await store.firstLane();
    if (!lane) throw new Error('the lane was opened');
    await store.advanceLane(lane, { xid: '500', seq: '5' }, 5);
    await expect(store.advanceLane(lane, { xid: '300', seq: '3' }, 3)).rejects.toThrow(NotTheLeader);
    expect(await store.firstLane()).toMatchObject({ at: { xid: '500', seq: '5' }, to: end });
  });
});
