import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Unavailable } from '../errors/index.ts';
import { coalesced } from './index.ts';

type Doubling = { failure?: Error; end?: () => Promise<unknown> };

/** Doubles numbers, remembers what it was given at once, and fails for what is negative. */
function doubling({ failure = new Error('negative'), end = () => sleep(5) }: Doubling = {}) {
  const runs: number[][] = [];
  const run = async (items: readonly number[]) => {
    runs.push([...items]);
    await end();
    if (items.some((item) => item < 0)) throw failure;
    return items.map((item) => item * 2);
  };
  return { runs, run };
}

describe('coalesced statements', () => {
  it('give each who asks the own answer', async () => {
    const { run } = doubling();
    const double = coalesced(run);
    expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6]);
  });

  it('take together what was asked while the one before ran', async () => {
    const end = Promise.withResolvers<void>();
    const { run, runs } = doubling({ end: () => end.promise });
    const double = coalesced(run);
    const first = double(1);
    await sleep(1);
    const others = [double(2), double(3)];
    await sleep(1);
    others.push(double(4));
    end.resolve();
    await Promise.all([first, ...others]);
    expect(runs).toEqual([[1], [2, 3, 4]]);
  });

  it('let nobody wait at rest', async () => {
    const { run, runs } = doubling();
    const double = coalesced(run);
    await double(1);
    await double(2);
    expect(runs).toEqual([[1], [2]]);
  });

  it('take no more than the most at once', async () => {
    const { run, runs } = doubling();
    await Promise.all([1, 2, 3, 4, 5].map(coalesced(run, 2)));
    expect(runs).toEqual([[1, 2], [3, 4], [5]]);
  });

  it('fail only for whom it fails alone', async () => {
    const { run } = doubling();
    const double = coalesced(run);
    const answers = await Promise.allSettled([1, -1, 3].map(double));
    expect(answers).toMatchObject([{ value: 2 }, { reason: { message: 'negative' } }, { value: 6 }]);
    expect(await double(4)).toBe(8);
  });

  it('are not tried again when the database is away: what was done is not known', async () => {
    const { run, runs } = doubling({ failure: new Unavailable() });
    const answers = await Promise.allSettled([1, -1].map(coalesced(run)));
    expect(answers).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
    expect(runs).toEqual([[1, -1]]);
  });
});
