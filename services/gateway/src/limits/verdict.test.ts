import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verdict } from './verdict.ts';

const allowed = { limit: 10, windowSeconds: 60 };

describe('one more request', () => {
  it.each([
    ['the first', { current: 0, previous: 0 }, 0, { refused: false, remaining: 9, resetSeconds: 60 }],
    ['the last that is allowed', { current: 9, previous: 0 }, 0.5, { refused: false, remaining: 0, resetSeconds: 30 }],
    ['the first that is too many', { current: 10, previous: 0 }, 0.5, { refused: true, remaining: 0 }],
    ['right after a full minute', { current: 0, previous: 10 }, 0, { refused: true, remaining: 0 }],
    ['half a minute after a full one', { current: 0, previous: 10 }, 0.5, { refused: false, remaining: 4 }],
  ])('%s', (_, counts, elapsed, expected) => {
    expect(verdict(counts, allowed, elapsed)).toMatchObject(expected);
  });

  it('that is refused may come again exactly when it is told to', () => {
    const counts = fc.record({ current: fc.nat(30), previous: fc.nat(30) });
    const window = fc.record({ limit: fc.integer({ min: 1, max: 20 }), windowSeconds: fc.constantFrom(10, 60) });
    fc.assert(
      fc.property(
        counts,
        window,
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        ({ current, previous }, limit, elapsed) => {
          const { refused, retryAfterSeconds } = verdict({ current, previous }, limit, elapsed);
          if (!refused) return;
          const at = (seconds: number) => {
            const later = elapsed + seconds / limit.windowSeconds;
            if (later >= 2) return verdict({ current: 0, previous: 0 }, limit, later % 1);
            return later < 1
              ? verdict({ current, previous }, limit, later)
              : verdict({ current: 0, previous: current }, limit, later - 1);
          };
          expect(at(retryAfterSeconds + 0.001).refused).toBe(false);
          if (retryAfterSeconds > 1) expect(at(retryAfterSeconds - 1.001).refused).toBe(true);
        },
      ),
    );
  });
});
