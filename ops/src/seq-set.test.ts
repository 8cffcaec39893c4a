import { describe, expect, it } from '@jest/globals';
import { SeqSet } from './seq-set.ts';

describe('a set of sequence numbers', () => {
  it('has what was added and nothing else, whatever its size', () => {
    const added = [0, 1, 7, 8, 9, 8_191, 8_192, 1_000_000];
    const set = new SeqSet();
    for (const seq of added) set.add(seq);
    for (const seq of added) expect([seq, set.has(seq)]).toEqual([seq, true]);
    for (const seq of [2, 10, 8_190, 8_193, 999_999, 1_000_001, 50_000_000])
      expect([seq, set.has(seq)]).toEqual([seq, false]);
  });
});
