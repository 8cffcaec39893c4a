// For tests: what is concluded from what is seen, a row for each.

import { expect } from '@jest/globals';
import { conclude } from '../conclude.ts';
import { now, type Otherwise, seen } from './an-order.ts';

export type Case = [what: string, Otherwise, state: string, headline: RegExp, next: RegExp];

export function concludes(...[, otherwise, state, headline, next]: Case): void {
  expect(conclude(seen(otherwise), now)).toEqual({
    state,
    headline: expect.stringMatching(headline),
    next: expect.stringMatching(next),
  });
}
