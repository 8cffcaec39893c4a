import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Listening, startListening } from './testing/index.ts';

describe('stress', () => {
  let orders: Listening;
  beforeEach(async () => {
    orders = await startListening();
  });
  afterEach(() => orders.close());
  it.each([1,2,3,4])('rotate', async () => {
    let stop = await orders.replica();
    const published: ReturnType<typeof orders.events> = [];
    let publishing = true;
    const load = (async () => {
      while (publishing) {
      const events = orders.events(100);
      published.push(...events);
      await orders.publish(events); await new Promise(r => setTimeout(r, 15));
    }})();
    for (let round = 0; round < 20; round += 1) {
      await new Promise(r => setTimeout(r, 100 + Math.random() * 50));
      const next = await orders.replica();
      const t = performance.now();
      await stop();
      const d = performance.now() - t; if (d > 200) console.log('stop took', d);
      stop = next;
    }
    publishing = false; await load;
    const since = performance.now();
    for (let i = 0; i < 100; i += 1) { const c = await orders.tool.consumerInfo('PAYMENTS','orders'); process.stderr.write(`${Math.round(performance.now()-since)}:${c.num_pending}/${c.num_ack_pending} `); if (c.num_pending + c.num_ack_pending === 0) break; await new Promise(r => setTimeout(r, 500)); }
    await orders.applied(published, 50_000);
    await orders.settled(50_000);
    console.log(published.length, performance.now() - since);
    expect((await orders.effects()).length).toBe(published.length);
  });
});
