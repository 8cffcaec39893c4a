import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type OwnPostgres, ownPostgres } from '../testing/index.ts';
import { heard, type Listening, startListening } from './testing/index.ts';

/** Milliseconds: what nobody acknowledged or gave back comes again after half a minute. */
const soon = 20_000;

const numbers = (to: number) => Array.from({ length: to }, (_, index) => index + 1);

describe('an inbox whose broker changes underneath', () => {
  let orders: Listening;
  beforeEach(async () => {
    orders = await startListening();
  });
  afterEach(() => orders.close());

  it('makes its consumer again when that was deleted, and applies nothing twice', async () => {
    await orders.replica();
    const before = orders.events(50);
    await orders.publish(before);
    await orders.applied(before);
    await orders.settled();
    await orders.tool.deleteConsumer('PAYMENTS', 'orders');
    const after = orders.events(50);
    await orders.publish(after);
    await orders.applied(after, soon);
    await orders.settled();
    expect(await orders.effects()).toEqual(numbers(100));
  });

  it('goes on when the stream was deleted and made again, and applies nothing twice', async () => {
    await orders.replica();
    const before = orders.events(50);
    await orders.publish(before);
    await orders.applied(before);
    await orders.tool.deleteStream('PAYMENTS');
    await orders.remakeStream();
    const after = orders.events(50);
    await orders.publish([...after, ...before]);
    await orders.applied(after, soon);
    await orders.settled();
    expect(await orders.effects()).toEqual(numbers(100));
  });

  it('waits for a stream that is not there yet', async () => {
    await orders.tool.deleteStream('PAYMENTS');
    await orders.replica();
    await new Promise((resolve) => setTimeout(resolve, 600));
    await orders.remakeStream();
    const events = orders.events(5);
    await orders.publish(events);
    await orders.applied(events, soon);
  });

  it('goes on soon after the broker was killed and came back', async () => {
    await orders.replica();
    const before = orders.events(50);
    await orders.publish(before);
    await orders.applied(before);
    await orders.nats.kill();
    await orders.nats.start();
    await orders.remakeStream();
    const after = orders.events(50);
    await orders.publish(after);
    await orders.applied(after, soon);
    expect(await orders.effects()).toEqual(numbers(100));
  });

  it('goes on soon after the broker came back empty, and applies nothing twice', async () => {
    await orders.replica();
    const before = orders.events(50);
    await orders.publish(before);
    await orders.applied(before);
    await orders.nats.stop();
    await orders.nats.wipe();
    await orders.nats.start();
    await orders.remakeStream();
    const after = orders.events(50);
    await orders.publish([...before, ...after]);
    await orders.applied(after, soon);
    await orders.settled();
    expect(await orders.effects()).toEqual(numbers(100));
  });
});

describe('an inbox whose database is away', () => {
  let postgres: OwnPostgres;
  let orders: Listening;
  beforeEach(async () => {
    postgres = await ownPostgres();
    orders = await startListening(postgres.url);
  });
  afterEach(async () => {
    await orders.close();
    await postgres.close();
  });

  it.each(['stop', 'kill'] as const)('applies everything when it is back after a %s, each event once', async (end) => {
    await orders.replica();
    await orders.replica();
    const before = orders.events(20);
    await orders.publish(before);
    await orders.applied(before);
    await postgres[end]();
    const meanwhile = orders.events(300);
    await orders.publish(meanwhile);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await postgres.start();
    const after = orders.events(20);
    await orders.publish(after);
    await orders.applied([...meanwhile, ...after]);
    await orders.settled();
    expect(await orders.effects()).toEqual(numbers(340));
    expect(await orders.deadLetters()).toEqual([]);
  });
});

describe('an inbox that stops', () => {
  let orders: Listening;
  beforeEach(async () => {
    orders = await startListening();
  });
  afterEach(() => orders.close());

  it('ends its running batch, and gives back what waits at once', async () => {
    const batch = Promise.withResolvers<void>();
    const began = Promise.withResolvers<void>();
    const stop = await orders.replica(async (events, transaction) => {
      began.resolve();
      await batch.promise;
      await heard(events, transaction);
    });
    const events = orders.events(3_000);
    await orders.publish(events);
    await began.promise;
    const stopped = stop();
    await orders.replica();
    setTimeout(batch.resolve, 300);
    await stopped;
    await orders.applied(events, soon);
    await orders.settled(soon);
    expect(await orders.effects()).toEqual(numbers(3_000));
  });

  it('leaves nothing behind for half a minute when replicas come and go under load', async () => {
    const published: ReturnType<typeof orders.events> = [];
    let loading = true;
    const load = (async () => {
      while (loading) {
        const events = orders.events(100);
        await orders.publish(events);
        published.push(...events);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    })();
    let stop = await orders.replica();
    for (let round = 0; round < 10; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      const next = await orders.replica();
      await stop();
      stop = next;
    }
    loading = false;
    await load;
    await orders.settled(soon);
    expect(await orders.effects()).toEqual(numbers(published.length));
  });

  it('stops promptly while NATS is down', async () => {
    const stop = await orders.replica();
    const events = orders.events(5);
    await orders.publish(events);
    await orders.applied(events);
    await orders.nats.kill();
    const began = performance.now();
    await stop();
    expect(performance.now() - began).toBeLessThan(8_000);
  });
});
