import { expect, it } from '@jest/globals';
import { headers } from 'nats';
import { headersOf } from './headers-of.ts';

it('reads the headers of a message', () => {
  const written = headers();
  written.set('ce-id', 'one');
  expect(headersOf({ headers: written })).toEqual({ 'ce-id': 'one' });
});

it('takes a message with malformed headers for one without any', () => {
  const message = {
    get headers(): never {
      throw new Error('invalid header value - \\r and \\n are not allowed');
    },
  };
  expect(headersOf(message)).toEqual({});
});
