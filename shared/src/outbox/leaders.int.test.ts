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
    await shop.replica();
    await eventually(async () => expect(await leaders()).toHaveLength(1));
    const standby = await shop.replica();
    await shop.arrived(await shop.commit(1));
    const heard = shop.tool.listen('payment.>');
    const typicalWait = async (wake: () => void) => {
      const waits: number[] = [];
      for (let round = 1; round <= 11; round += 1) {
        await new Promise((resolve) => setTimeout(resolve, 300)); // the leader sleeps as long as it does at most
        const before = heard.length;
        await shop.commit(1);
        const began = performance.now();
        wake();
        await eventually(() => expect(heard).toHaveLength(before + 1), { interval: 1 });
        waits.push(performance.now() - began);
      }
      return waits.toSorted((a, b) => a - b)[5] ?? Number.NaN;
    };
    const [woken, polled] = [await typicalWait(() => standby.outbox.wake()), await typicalWait(() => {})];
    expect(woken).toBeLessThan(polled * 0.75); // a poll alone takes 50 ms in the middle
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
    await shop.replica(undefined, network.url);
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
