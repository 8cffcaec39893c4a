import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventId } from '../contracts/index.ts';
import { eventually } from '../testing/index.ts';
import { type Publishing, startPublishing } from './testing/index.ts';

describe('the outbox through an outage of the broker', () => {
  let shop: Publishing;
  beforeEach(async () => {
    shop = await startPublishing();
  });
  afterEach(() => shop.close());

  it('takes events while NATS is down, and publishes them when it is back', async () => {
    await shop.replica();
    const before = await shop.commit(10);
    await shop.arrived(before);
    await shop.nats.kill();
    const meanwhile = await shop.commit(700);
    await shop.nats.start();
    const after = await shop.commit(10);
    await shop.arrived([...before, ...meanwhile, ...after]);
    expect(await shop.published()).toEqual([...before, ...meanwhile, ...after]);
  });

  it('starts while NATS is not there yet', async () => {
    await shop.nats.stop();
    await shop.replica();
    const early = await shop.commit(10);
    await shop.nats.start();
    await shop.arrived(early);
  });

  it('loses nothing when NATS is killed again and again under load', async () => {
    await shop.replica();
    const written: EventId[] = [];
    let writing = true;
    const load = (async () => {
      while (writing) written.push(...(await shop.commit(20)));
    })();
    for (let round = 0; round < 3; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      await shop.nats.kill();
      await shop.nats.start();
    }
    writing = false;
    await load;
    await shop.arrived(written);
    expect((await shop.published()).toSorted()).toEqual(written.toSorted());
  });

  it('waits while the stream is full, and goes on when it is given room', async () => {
    await shop.replica({ limits: { maxBytes: 50_000, replicas: 1 } });
    const padding = 'x'.repeat(1_000);
    const written = await shop.commit(200, padding);
    await eventually(async () => expect((await shop.published()).length).toBeGreaterThan(10));
    await new Promise((resolve) => setTimeout(resolve, 1_500)); // it tries again meanwhile
    const fitted = (await shop.published()).length;
    expect(fitted).toBeLessThan(60);
    await shop.tool.setMaxBytes('PAYMENTS', 10_000_000);
    await shop.arrived(written);
    const all = await shop.published();
    expect(new Set(all).size).toBe(all.length);
    expect((await shop.tool.streamInfo('PAYMENTS')).config.max_bytes).toBe(10_000_000);
  });

  it('stops promptly while NATS is down', async () => {
    const replica = await shop.replica();
    await shop.arrived(await shop.commit(1));
    await shop.nats.kill();
    await shop.commit(1);
    const began = performance.now();
    await replica.stop();
    expect(performance.now() - began).toBeLessThan(9_000); // a batch that is out is given its five seconds
  });
});
