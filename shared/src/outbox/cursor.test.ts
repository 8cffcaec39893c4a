import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { highestSequence, lossShownBy, lossSince } from './cursor.ts';

const first = '2026-01-01T00:00:00Z';
const later = '2026-02-02T00:00:00Z';

describe('the stream that is there, compared with the one that was filled', () => {
  it.each([
    ['seen for the first time', { created: undefined, acked: 0 }, { created: first, lastSequence: 0 }, undefined],
    [
      'seen for the first time, and not empty',
      { created: undefined, acked: 0 },
      { created: first, lastSequence: 90 },
      undefined,
    ],
    ['unchanged', { created: first, acked: 90 }, { created: first, lastSequence: 90 }, undefined],
    [
      'longer, since acknowledgements were lost',
      { created: first, acked: 90 },
      { created: first, lastSequence: 95 },
      undefined,
    ],
    ['shorter: it lost its end', { created: first, acked: 90 }, { created: first, lastSequence: 60 }, { survived: 60 }],
    ['empty: it lost all', { created: first, acked: 90 }, { created: first, lastSequence: 0 }, { survived: 0 }],
    ['another one', { created: first, acked: 90 }, { created: later, lastSequence: 0 }, { survived: 0 }],
    ['another one, and longer', { created: first, acked: 90 }, { created: later, lastSequence: 500 }, { survived: 0 }],
  ])('%s', (_, known, found, loss) => {
    expect(lossSince(known, found)).toEqual(loss);
  });
});

const stored = (sequence: number) => ({ sequence, duplicate: false });
const known = (sequence: number) => ({ sequence, duplicate: true });

describe('what acknowledgements say about the stream', () => {
  it.each([
    ['none', [], undefined],
    ['the next numbers', [stored(91), stored(92)], undefined],
    ['numbers with gaps: somebody else published too', [stored(95), stored(99)], undefined],
    ['messages that were there already', [known(3), known(90)], undefined],
    ['some that were there, some new', [known(88), stored(91), known(89), stored(92)], undefined],
    ['a number that was given before', [stored(61)], { survived: 60 }],
    ['the very last number that was given', [stored(90)], { survived: 89 }],
    ['a number that was given before, after one that was there', [known(50), stored(61), stored(62)], { survived: 60 }],
    ['numbers that go back between two messages of one batch', [stored(91), stored(92), stored(61)], { survived: 60 }],
  ])('%s', (_, acknowledgements, loss) => {
    expect(lossShownBy(acknowledgements, 90, 'behind the cursor')).toEqual(loss);
  });

  it.each([
    ['none were there already', [stored(91), stored(92)], undefined],
    ['some were published by a leader that could not say so any more', [known(91), known(92), stored(93)], undefined],
    ['some were published when the end of the stream was lost', [known(61), known(62)], { survived: 60 }],
  ])('of rows that are published for the first time, when %s', (_, acknowledgements, loss) => {
    expect(lossShownBy(acknowledgements, 90, 'ahead of the cursor')).toEqual(loss);
  });

  it('never raises an alarm over a stream that only grows', () => {
    const growing = fc.array(fc.record({ step: fc.integer({ min: 1, max: 5 }), duplicate: fc.boolean() }));
    fc.assert(
      fc.property(growing, fc.nat(1_000), (steps, acked) => {
        let last = acked;
        const acknowledgements = steps.map(({ step, duplicate }) => {
          if (!duplicate) last += step;
          return { sequence: duplicate ? Math.max(1, last - step) : last, duplicate };
        });
        expect(lossShownBy(acknowledgements, acked, 'behind the cursor')).toBeUndefined();
      }),
    );
  });
});

describe('the highest sequence', () => {
  it.each([
    ['stays without acknowledgements', [], 90],
    ['is that of the last new message', [stored(91), stored(95)], 95],
    ['stays when all was there already', [known(4), known(90)], 90],
    ['counts messages that were there and had not been seen', [known(97)], 97],
  ])('%s', (_, acknowledgements, highest) => {
    expect(highestSequence(acknowledgements, 90)).toBe(highest);
  });
});
