import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { eventType, newId, streams } from '../contracts/index.ts';
import { on, Poison } from './index.ts';
import { readMessage } from './read-message.ts';

const shape = z.object({ numbers: z.array(z.int()) });
const codec = z.codec(shape, z.custom<{ numbers: number[] }>(), { decode: (wire) => wire, encode: (data) => data });
const counted = on(
  eventType(streams.PAYMENTS, 'payment.counted', 'Numbers', codec, () => 'all'),
  () => Promise.resolve(),
);
const read = (body: string) =>
  readMessage(counted, {
    subject: 'payment.counted',
    header: (name: string) => (name === 'ce-id' ? newId() : ''),
    body,
  });
const none = (count: number) => JSON.stringify({ numbers: Array.from({ length: count }, () => 'none') });

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');
function heldMegabytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 1024 ** 2;
}

describe('what is no event', () => {
  it('is refused for its first mistakes, so that no reason is larger than its message', () => {
    const reading = () => read(none(1_000));
    expect(reading).toThrow(Poison);
    expect(reading).toThrow(/^numbers\.0: Invalid input: .*; numbers\.19: Invalid input: [^;]*; and 980 more$/);
  });

  it('is refused at once when it has more of anything than an event ever has', () => {
    expect(() => read(none(1_001))).toThrow(new Poison('numbers: 1001 entries, which no event has'));
  });

  it('is not kept by its refusal: a batch of the largest ones fits in memory', () => {
    const before = heldMegabytes();
    const refusals = Array.from({ length: 250 }, () => {
      try {
        return read('\u{fffd}'.repeat(128 * 1024));
      } catch (error) {
        return error;
      }
    });
    expect(heldMegabytes() - before).toBeLessThan(10);
    expect(refusals.every((refusal) => refusal instanceof SyntaxError)).toBe(true);
  });
});
