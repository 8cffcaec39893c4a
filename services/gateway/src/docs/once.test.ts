import { expect, it } from '@jest/globals';
import { once } from './once.ts';

it('makes a part of the page once, for all who ask for it', async () => {
  let made = 0;
  const part = once(async () => ++made);
  expect(await Promise.all([part(), part()])).toEqual([1, 1]);
  expect(await part()).toBe(1);
});

it('makes it again when that failed', async () => {
  let tries = 0;
  const part = once(async () => {
    tries += 1;
    if (tries === 1) throw new Error('too many open files');
    return 'read';
  });
  await expect(part()).rejects.toThrow('too many open files');
  await expect(part()).resolves.toBe('read');
});
