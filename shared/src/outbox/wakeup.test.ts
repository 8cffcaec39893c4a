import { describe, expect, it } from '@jest/globals';
import { Wakeup } from './wakeup.ts';

const never = new AbortController().signal;
const long = 60_000;

describe('a sleep of the relay', () => {
  it('ends when it is woken', async () => {
    const wakeup = new Wakeup();
    const sleep = wakeup.wait(long, never);
    wakeup.wake();
    expect(await sleep).toBe(true);
  });

  it('ends at once when it was woken before it began: no wake-up is lost', async () => {
    const wakeup = new Wakeup();
    wakeup.wake();
    wakeup.wake();
    expect(await wakeup.wait(long, never)).toBe(true);
    expect(await wakeup.wait(1, never)).toBe(false);
  });

  it('ends when its time is over, or when all is to end', async () => {
    const wakeup = new Wakeup();
    const ending = new AbortController();
    expect(await wakeup.wait(1, never)).toBe(false);
    const sleep = wakeup.wait(long, ending.signal);
    ending.abort();
    expect(await sleep).toBe(false);
    expect(await wakeup.wait(long, ending.signal)).toBe(false);
  });
});
