import { describe, expect, it } from '@jest/globals';
import { deadlineIn } from '@paidonce/shared/http';
import { createHashingQueue } from './hashing-queue.ts';

const patient = deadlineIn(60_000);
const tooBusy = { status: 503, type: '/problems/too-busy', headers: { 'Retry-After': '2' } };

/** Work that ends when it is told to. */
function work() {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const begun: string[] = [];
  return {
    begun,
    end: resolve,
    fail: () => reject(new Error('no memory')),
    named: (name: string) => () => {
      begun.push(name);
      return promise;
    },
  };
}

describe('the queue of passwords', () => {
  it('hashes few at a time, and the others in the order in which they came', async () => {
    const queue = createHashingQueue({ atOnce: 2, places: 2 });
    const first = work();
    const others = work();
    const all = [
      queue.run(first.named('a'), patient),
      queue.run(others.named('b'), patient),
      queue.run(others.named('c'), patient),
      queue.run(others.named('d'), patient),
    ];
    expect([first.begun, others.begun]).toEqual([['a'], ['b']]);
    expect(queue.waiting).toBe(2);
    first.end();
    await all[0];
    await Promise.resolve();
    expect(others.begun).toEqual(['b', 'c']);
    others.end();
    await Promise.all(all);
    expect(others.begun).toEqual(['b', 'c', 'd']);
  });

  it('turns away whom it has no place for, and has places again afterwards', async () => {
    const queue = createHashingQueue({ atOnce: 1, places: 1 });
    const { named, end } = work();
    const all = [queue.run(named('a'), patient), queue.run(named('b'), patient)];
    await expect(queue.run(named('c'), patient)).rejects.toMatchObject(tooBusy);
    end();
    await Promise.all(all);
    await expect(queue.run(async () => 'hashed', patient)).resolves.toBe('hashed');
  });

  it('lets nobody wait beyond their deadline, and hashes nothing for those who have gone', async () => {
    const queue = createHashingQueue({ atOnce: 1, places: 9 });
    const { named, end, begun } = work();
    const running = queue.run(named('a'), patient);
    await expect(queue.run(named('b'), deadlineIn(1_550))).rejects.toMatchObject(tooBusy);
    await expect(queue.run(named('c'), deadlineIn(1_000))).rejects.toMatchObject(tooBusy);
    expect(queue.waiting).toBe(0);
    end();
    await running;
    expect(begun).toEqual(['a']);
  });

  it('goes on after a failure', async () => {
    const queue = createHashingQueue({ atOnce: 1 });
    const { named, fail } = work();
    const failing = queue.run(named('a'), patient);
    const next = queue.run(async () => 'hashed', patient);
    fail();
    await expect(failing).rejects.toThrow('no memory');
    await expect(next).resolves.toBe('hashed');
  });
});
