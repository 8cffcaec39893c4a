import { describe, expect, it } from '@jest/globals';
import { newId } from '@paidonce/shared/contracts';
import { orderName, reference } from './order-name.ts';

const id = newId();

describe('what a path names an order by', () => {
  it.each([
    ['an id', id, { id }],
    ['an id in capitals', id.toUpperCase(), { id }],
    ['a reference', 'Order-2026.01_7', { reference: 'Order-2026.01_7' }],
    ['nearly an id', id.slice(1), { reference: id.slice(1) }],
    ['a word of ours in capitals', 'LIVE', { reference: 'LIVE' }],
  ])('is %s', (_, text, name) => {
    expect(orderName.parse(text)).toEqual(name);
  });

  it.each(['', '.', '..', '...', 'a b', 'a/b', 'ä', 'x'.repeat(65), 'analytics', 'export', 'live', 'me'])(
    'is not %j',
    (text) => {
      expect(orderName.safeParse(text).success).toBe(false);
      expect(reference.safeParse(text).success).toBe(false);
    },
  );

  it('is no id that cannot be one', () => {
    expect(orderName.safeParse('01935d2e-7b6a-0c3e-0a51-3f2b8c4d5e6f').success).toBe(false);
  });
});

describe('a reference', () => {
  it.each(['A', '7', '.a', '-', '_', 'x'.repeat(64)])('can be %j', (text) => {
    expect(reference.parse(text)).toBe(text);
  });

  it.each([id, id.toUpperCase(), '00000000-0000-0000-0000-000000000000'])('cannot look like an id: %s', (text) => {
    expect(reference.safeParse(text).success).toBe(false);
  });
});
