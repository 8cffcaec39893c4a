import { describe, expect, it } from '@jest/globals';
import { deadlineIn } from '@paidonce/shared/http';
import { createPasswords } from './passwords.ts';

const passwords = createPasswords();
const inTime = deadlineIn(60_000);

describe('a password hash', () => {
  it('lets its password in and no other', async () => {
    const hash = await passwords.hash('correct horse', inTime);
    expect(await passwords.verify('correct horse', hash, inTime)).toBe(true);
    expect(await passwords.verify('Correct horse', hash, inTime)).toBe(false);
  });

  it('is salted: the same password never has the same hash', async () => {
    expect(await passwords.hash('correct horse', inTime)).not.toBe(await passwords.hash('correct horse', inTime));
  });

  it('is the same for both ways in which a keyboard sends é', async () => {
    expect(
      await passwords.verify('caf\u0065\u0301 au lait', await passwords.hash('caf\u00e9 au lait', inTime), inTime),
    ).toBe(true);
  });

  it('is understood with other parameters, as another argon2id wrote it', async () => {
    const reference = '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4';
    expect(await passwords.verify('password', reference, inTime)).toBe(true);
  });

  it('opens nothing when there is none, and takes as long to say so', async () => {
    const hash = await passwords.hash('correct horse', inTime);
    await passwords.verify('warm', undefined, inTime);
    expect(await passwords.verify('correct horse', undefined, inTime)).toBe(false);
    let [known, unknown] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    // In turns, and the quickest of each: what else the machine does can only add, and to both.
    for (let turn = 0; turn < 8; turn += 1) {
      known = Math.min(known, await time('wrong horse', hash));
      unknown = Math.min(unknown, await time('wrong horse', undefined));
    }
    expect(unknown).toBeGreaterThan(known / 3);
  });
});

/** In milliseconds. */
async function time(password: string, hash: string | undefined): Promise<number> {
  const start = performance.now();
  await passwords.verify(password, hash, inTime);
  return performance.now() - start;
}
