import { describe, expect, it } from '@jest/globals';
import { blamesTheData, isAway, isRetryable } from './failures.ts';

const withCode = (code: string) => Object.assign(new Error('from PostgreSQL'), { code });

describe('a failure of the database', () => {
  it.each([
    ['serialization failure', '40001', true],
    ['deadlock', '40P01', true],
    ['unique violation', '23505', false],
    ['statement timeout', '57014', false],
  ])('%s, SQLSTATE %s: is the transaction worth another try at once? %s', (_, code, retryable) => {
    expect(isRetryable(withCode(code))).toBe(retryable);
  });

  it.each([
    '08006',
    '08001',
    '28P01',
    '3D000',
    '53300',
    '57P01',
    '57P02',
    '57P03',
    '57014',
    '25P03',
    '25P04',
    'ECONNREFUSED',
    'ECONNRESET',
    'EPIPE',
    'ENOTFOUND',
    'EAI_AGAIN',
    'ETIMEDOUT',
  ])('%s: the database is away', (code) => {
    expect(isAway(withCode(code))).toBe(true);
  });

  it.each([
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout exceeded when trying to connect',
    'Query read timeout',
  ])('%s: the database is away', (message) => {
    expect(isAway(new Error(message))).toBe(true);
  });

  it.each(['23505', '22P02', '42P01', '40001', '25P02'])('%s: the database is there and said no', (code) => {
    expect(isAway(withCode(code))).toBe(false);
  });

  it.each([
    ['a value that does not fit', withCode('22001'), true],
    ['a violated constraint', withCode('23514'), true],
    ['an error of the code', new TypeError('of undefined'), true],
    ['a missing table', withCode('42P01'), false],
    ['a missing right', withCode('42501'), false],
    ['a full disk', withCode('53100'), false],
    ['a plan that a migration has overtaken', withCode('0A000'), false],
  ])('%s: may the data be to blame?', (_, error, blamed) => {
    expect(blamesTheData(error)).toBe(blamed);
  });

  it.each([undefined, null, 'text', new Error('of the code'), {}])('%p is none', (error) => {
    expect([isAway(error), isRetryable(error)]).toEqual([false, false]);
  });
});
