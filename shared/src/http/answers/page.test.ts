import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { cursor, limit, page, skip } from '../index.ts';

const query = z.strictObject({ limit, skip, cursor: cursor(z.tuple([z.iso.datetime(), z.int()])).optional() });
const rows = [1, 2, 3].map((id) => ({ id, at: new Date(Date.UTC(2026, 0, id)) }));
const show = ({ id }: { id: number }) => ({ id });
const keyOf = ({ id, at }: { id: number; at: Date }) => [at, id];

describe('a list', () => {
  it('has fifty rows when nobody says otherwise', () => {
    expect(query.parse({})).toEqual({ limit: 50, skip: 0 });
  });

  it.each([
    { limit: '0' },
    { limit: '501' },
    { limit: '-1' },
    { limit: '1e2' },
    { limit: '' },
    { skip: 'a' },
    { cursor: 'abc' },
    { cursor: 'WzEsMl0' },
  ])('refuses %j', (wrong) => {
    expect(query.safeParse(wrong).success).toBe(false);
  });

  it('links to its next page, which begins after the last row shown', () => {
    const answer = page(rows, { limit: 2, show, keyOf, filters: { order_id: 'a b', status: undefined } });
    expect(answer.body).toEqual([{ id: 1 }, { id: 2 }]);
    const [, target = ''] = /^<\?(.+)>; rel="next"$/.exec(answer.headers?.Link ?? '') ?? [];
    const { order_id, ...next } = Object.fromEntries(new URLSearchParams(target));
    expect(order_id).toBe('a b');
    expect(query.parse(next)).toEqual({ limit: 2, skip: 0, cursor: ['2026-01-02T00:00:00.000Z', 2] });
  });

  it('links to nothing when all was shown', () => {
    expect(page(rows, { limit: 3, show, keyOf })).toEqual({ status: 200, body: rows.map(show), headers: undefined });
  });
});
