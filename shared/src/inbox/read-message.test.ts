import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { eventType, newId, streams } from '../contracts/index.ts';
import { on, Poison } from './index.ts';
import { readMessage } from './read-message.ts';

const numbers = z.codec(z.array(z.int()), z.custom<number[]>(), { decode: (wire) => wire, encode: (data) => data });
const counted = on(
  eventType(streams.PAYMENTS, 'payment.counted', 'Numbers', numbers, () => 'all'),
  () => Promise.resolve(),
);
const message = (body: unknown) => ({
  subject: 'payment.counted',
  header: (name: string) => (name === 'ce-id' ? newId() : ''),
  body: JSON.stringify(body),
});

it('a message that is wrong in many places is refused for the first of them, so that no reason is larger than its message', () => {
  const read = () => readMessage(counted, message(Array.from({ length: 50_000 }, () => 'none')));
  expect(read).toThrow(Poison);
  expect(read).toThrow(/^0: Invalid input: .*; 19: Invalid input: [^;]*; and 49980 more$/);
});
