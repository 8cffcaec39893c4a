import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { EventId } from '../contracts/index.ts';
import { eventually } from '../testing/index.ts';
import { type Publishing, startPublishing } from './testing/index.ts';

describe('a broker that lost what it had acknowledged', () => {
  let shop: Publishing;
  beforeEach(async () => {
    shop = await startPublishing();
  });
  afterEach(() => shop.close());

  /** Tens of thousands take their time on a busy machine. */
  const holds = (count: number) =>
    eventually(async () => expect((await shop.tool.streamInfo('PAYMENTS')).state.messages).toBe(count), {
      timeout: 90_000,
    });
  const complete = async () => {
    await eventually(async () => expect(await shop.rows('outbox_lane')).toEqual([]));
  };

  it('is filled again from the outbox when its disk was lost', async () => {
    await shop.replica();
    const before = await shop.commit(1_500);
    await shop.arrived(before);
    await shop.nats.stop();
    await shop.nats.wipe();
    const meanwhile = await shop.commit(5);
    await shop.nats.start();
    await shop.arrived([...before, ...meanwhile]);
    await complete();
  });

  it('is filled again when an operator deleted the stream under the running relay', async () => {
    await shop.replica();
    const before = await shop.commit(700);
    await shop.arrived(before);
    await shop.tool.deleteStream('PAYMENTS');
    const after = await shop.commit(5);
    await shop.arrived([...before, ...after]);
    await complete();
  });

  it('gets new events meanwhile, which do not wait for the old ones', async () => {
    const replica = await shop.replica();
    const before: EventId[] = [];
    for (let count = 0; count < 8; count += 1) before.push(...(await shop.commit(5_000)));
    await holds(before.length);
    await replica.stop();
    await shop.tool.deleteStream('PAYMENTS');
    const heard = shop.tool.listen('payment.>');
    const urgent = await shop.commit(3);
    await shop.replica();
    await eventually(() => expect(heard).toEqual(expect.arrayContaining(urgent)));
    expect(heard.length).toBeLessThan(before.length / 2);
    await holds(before.length + 3);
    await complete();
  });

  it('is filled again by the next leader, from where the last one came to', async () => {
    const first = await shop.replica();
    const before: EventId[] = [];
    for (let count = 0; count < 4; count += 1) before.push(...(await shop.commit(5_000)));
    await holds(before.length);
    await first.stop();
    await shop.tool.deleteStream('PAYMENTS');
    const second = await shop.replica();
    await eventually(async () => expect((await shop.tool.streamInfo('PAYMENTS')).state.messages).toBeGreaterThan(0));
    await second.stop();
    const [lane] = await shop.rows<{ at_seq: number }>('outbox_lane');
    expect(lane?.at_seq).toBeGreaterThan(0);
    expect(lane?.at_seq).toBeLessThan(before.length);
    const heard = shop.tool.listen('payment.>');
    await shop.replica();
    await shop.arrived(before.slice(0, 1));
    await complete();
    expect((await shop.tool.streamInfo('PAYMENTS')).state.messages).toBe(before.length);
    expect(heard.length).toBeLessThan(before.length); // it did not begin again
  });

  describe('in a power cut that took the end of the stream', () => {
    /** Publishes 1,500 events, of which the stream forgets the last 400, while the replica is stopped. */
    async function loseTail(): Promise<EventId[]> {
      const first = await shop.replica();
      const kept = await shop.commit(1_100); // past a checkpoint of the relay
      await shop.arrived(kept);
      await eventually(async () => expect(await shop.rows('outbox_checkpoint')).not.toEqual([]));
      await shop.nats.stop();
      await shop.nats.keepCopy();
      await shop.nats.start();
      const lost = await shop.commit(400);
      await shop.arrived(lost);
      await first.stop();
      await shop.nats.stop();
      await shop.nats.restoreCopy();
      await shop.nats.start();
      expect((await eventually(() => shop.published())).length).toBe(kept.length);
      return [...kept, ...lost];
    }

    it('is noticed by the sequence that went back, and filled again from the last checkpoint that survived', async () => {
      const all = await loseTail();
      const heard = shop.tool.listen('payment.>');
      await shop.replica();
      await shop.arrived(all);
      await complete();
      expect(heard.length).toBeLessThan(all.length); // not from the beginning
    });

    it('is noticed by the numbers that are given out again, when nobody looked at the stream before publishing', async () => {
      const all = await loseTail();
      const { relay, close } = await shop.bareRelay();
      const after = await shop.commit(5);
      await eventually(async () => {
        const sent = await relay.step();
        await shop.arrived([...all, ...after], 0);
        expect(sent).toBe(0);
      });
      await close();
      await complete();
    });

    it('is noticed again when it could not be noted down the first time', async () => {
      const all = await loseTail();
      const { relay, close } = await shop.bareRelay();
      const after = await shop.commit(600); // as many as were lost, and more: the stream looks longer than it was
      await sql.raw('alter table outbox_lane rename to outbox_lane_away').execute(shop.database.db);
      // Until the horizon of the shared cluster has passed the commit, a step finds nothing to do.
      const stepWithRows = async () => {
        while ((await relay.step()) === 0) await delay(20);
      };
      await expect(stepWithRows()).rejects.toThrow('outbox_lane');
      await sql.raw('alter table outbox_lane_away rename to outbox_lane').execute(shop.database.db);
      await eventually(async () => {
        const sent = await relay.step();
        await shop.arrived([...all, ...after], 0);
        expect(sent).toBe(0);
      });
      await close();
      await complete();
    });
  });
});
