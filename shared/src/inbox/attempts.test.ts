import { describe, expect, it } from '@jest/globals';
import { newId } from '../contracts/index.ts';
import { Conflict, Unavailable } from '../errors/index.ts';
import { Attempts, attemptsOfItsOwn } from './attempts.ts';
import { Poison } from './poison.ts';

const withCode = (code: string) => Object.assign(new Error('from PostgreSQL'), { code });
const lastVerdict = (attempts: Attempts, error: unknown, times: number) => {
  const event = newId<never>();
  return Array.from({ length: times }, (_, index) => attempts.failed(event, error, index + 1)).at(-1);
};

describe('an event whose handler failed', () => {
  it.each([
    ['a deadlock', withCode('40P01')],
    ['a serialization failure', withCode('40001')],
    ['a lost connection', withCode('08006')],
    ['a server that is starting', withCode('57P03')],
    ['too many connections', withCode('53300')],
    ['a refused connection', withCode('ECONNREFUSED')],
    ['a connection that ended', new Error('Connection terminated unexpectedly')],
    ['a service that is away', new Unavailable()],
    ['a table that the migration has not made yet', withCode('42P01')],
  ])('is tried again for ever after %s', (_, error) => {
    expect(lastVerdict(new Attempts(), error, 1_000)).toEqual({ retryAfter: 30_000 });
  });

  it.each([
    ['a mistake in the code', new TypeError('of undefined')],
    ['a rule that does not hold now', new Conflict('not payable')],
    ['a broken constraint', withCode('23505')],
    ['what is no error', 'a string'],
  ])('is set aside after %s, when that has happened five times', (_, error) => {
    expect(lastVerdict(new Attempts(), error, attemptsOfItsOwn - 1)).toEqual({ retryAfter: 1_600 });
    expect(lastVerdict(new Attempts(), error, attemptsOfItsOwn)).toBe('set aside');
  });

  it('is set aside at once when it can never be applied', () => {
    expect(lastVerdict(new Attempts(), new Poison('of an order that never was'), 1)).toBe('set aside');
  });

  it('waits longer each time, up to half a minute', () => {
    const attempts = new Attempts();
    const event = newId<never>();
    const delays = [1, 2, 3, 4, 8, 9, 2_000].map((deliveries) => attempts.failed(event, new Unavailable(), deliveries));
    expect(delays).toEqual([200, 400, 800, 1_600, 25_600, 30_000, 30_000].map((retryAfter) => ({ retryAfter })));
  });

  it('is not charged with failures of an outage, nor with those before it succeeded', () => {
    const attempts = new Attempts();
    const event = newId<never>();
    for (let count = 1; count < attemptsOfItsOwn; count += 1) {
      attempts.failed(event, new TypeError('of undefined'), count);
      attempts.failed(event, new Unavailable(), count);
    }
    attempts.succeeded(event);
    expect(attempts.failed(event, new TypeError('of undefined'), 9)).not.toBe('set aside');
  });
});
