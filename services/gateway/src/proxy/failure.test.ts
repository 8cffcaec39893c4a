import { describe, expect, it } from '@jest/globals';
import { PayloadTooLarge } from '@paidonce/shared/errors';
import { errors } from 'undici';
import { failureOf } from './failure.ts';

describe('a failed exchange', () => {
  it.each([
    ['could not connect in time', new errors.ConnectTimeoutError(), 503],
    ['was broken off', new errors.SocketError(), 502],
    ['met a refusal', Object.assign(new Error(), { code: 'ECONNREFUSED' }), 503],
    ['found no such host', Object.assign(new Error(), { code: 'ENOTFOUND' }), 503],
    ['was cut', Object.assign(new Error(), { code: 'ECONNRESET' }), 502],
    ['made no sense as a request', new errors.InvalidArgumentError(), 400],
    ['was too long', new PayloadTooLarge(1), 413],
  ])('that %s', (_what, error, status) => {
    expect(failureOf(error, 'orders')).toMatchObject({ status });
  });
});
