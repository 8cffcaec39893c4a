import { describe, expect, it } from '@jest/globals';
import { eventId, firstIdAt, newId, sku } from './ids.ts';

describe('a new id', () => {
  it('is a UUIDv7', () => {
    expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(eventId.safeParse(newId()).success).toBe(true);
  });

  it('sorts behind those of earlier milliseconds, and is like no other', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 20; count += 1) {
      ids.push(newId());
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect(ids.toSorted()).toEqual(ids);
    const many = Array.from({ length: 10_000 }, () => newId());
    expect(new Set(many).size).toBe(10_000);
  });

  it('tells when it was made', () => {
    const before = Date.now();
    const milliseconds = Number.parseInt(newId().replaceAll('-', '').slice(0, 12), 16);
    expect(milliseconds).toBeGreaterThanOrEqual(before - 1);
    expect(milliseconds).toBeLessThanOrEqual(Date.now() + 1);
  });
});

describe('a SKU', () => {
  it.each(['OLJCESPC7Z', 'SKU-001', 'a', '0.5_x', 'x'.repeat(64)])('may be %s', (text) => {
    expect(sku.safeParse(text).success).toBe(true);
  });

  it.each(['', '-1', '.hidden', 'a b', 'a/b', 'a\n', 'ä', 'x'.repeat(65), 7, null])('may not be %p', (text) => {
    expect(sku.safeParse(text).success).toBe(false);
  });
});

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
