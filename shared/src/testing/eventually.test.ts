import { describe, expect, it } from '@jest/globals';
import { eventually } from './eventually.ts';

describe('eventually', () => {
  it('returns the value of the first attempt that passes', async () => {
    let attempts = 0;
    const value = await eventually(
      () => {
        attempts += 1;
        expect(attempts).toBe(3);
        return attempts;
      },
      { interval: 1 },
    );
    expect(value).toBe(3);
  });

  it('throws the last failure once the time is over', async () => {
    const never = () => {
      throw new Error('still pending');
    };
    await expect(eventually(never, { timeout: 20, interval: 1 })).rejects.toThrow('still pending');
  });
});
