import { describe, expect, it } from '@jest/globals';
import { failedAgain, type Guessed, guessedAgain, notGuessed, waitAfter, waitOfStrangers } from './guessing.ts';

describe('wrong passwords from one address', () => {
  it.each([
    [0, 0],
    [4, 0],
    [5, 1_000],
    [6, 2_000],
    [10, 32_000],
    [14, 512_000],
    [15, 900_000],
    [5_000, 900_000],
  ])('after %i the next has to wait %i ms', (count, wait) => {
    expect(waitAfter({ count, lastAt: 7 }, 7)).toBe(wait);
  });

  it('wait from the last one on, and no longer', () => {
    expect(waitAfter({ count: 6, lastAt: 0 }, 500)).toBe(1_500);
    expect(waitAfter({ count: 6, lastAt: 0 }, 2_500)).toBe(0);
  });

  it('are counted', () => {
    expect(failedAgain(failedAgain(undefined, 1), 2)).toEqual({ count: 2, lastAt: 2 });
  });
});

describe('wrong passwords of strangers', () => {
  const after = (count: number) =>
    Array(count)
      .fill(0)
      .reduce<Guessed | undefined>((so) => guessedAgain(so, 0), undefined);

  it('may be a hundred', () => {
    expect(waitOfStrangers(undefined, 0)).toBe(0);
    expect(waitOfStrangers(after(99), 0)).toBe(0);
    expect(waitOfStrangers(after(100), 0)).toBe(36_000);
  });

  it('wear off within the hour, one every 36 seconds', () => {
    expect(waitOfStrangers(after(100), 36_000)).toBe(0);
    expect(guessedAgain(after(100), 36_000).count).toBeCloseTo(100);
    expect(guessedAgain(after(100), 3_600_000).count).toBe(1);
  });

  it('are one fewer when the last was right after all', () => {
    expect(waitOfStrangers(notGuessed(after(100), 0), 0)).toBe(0);
    expect(notGuessed(undefined, 0).count).toBe(0);
  });
});
