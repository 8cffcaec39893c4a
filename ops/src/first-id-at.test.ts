import { describe, expect, it } from '@jest/globals';
import { newId } from '@paidonce/shared/contracts';
import { firstIdAt } from './first-id-at.ts';

describe('the first id of a moment', () => {
  it('stands between the ids that were made before and those that are made after', () => {
    const before = Date.now();
    const id = newId<string>();
    expect(firstIdAt(before) < id).toBe(true);
    expect(id < firstIdAt(Date.now() + 1)).toBe(true);
  });

  it.each([
    [0, '00000000-0000-7000-8000-000000000000'],
    [-1, '00000000-0000-7000-8000-000000000000'],
    [1_645_557_742_000, '017f22e2-79b0-7000-8000-000000000000'], // the example of RFC 9562, A.6
  ])('of %i is %s', (time, id) => {
    expect(firstIdAt(time)).toBe(id);
  });
});
