// Passwords as argon2id hashes, by Node's own implementation.

import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Deadline } from '@paidonce/shared/http';
import { createHashingQueue, type HashingQueue } from './hashing-queue.ts';

/** About 30 ms of one core for each, off the main thread. Both throw TooBusy when too many want it at once. */
export type Passwords = {
  /** A PHC string: algorithm, parameters, salt and hash in one. */
  hash(password: string, deadline: Deadline): Promise<string>;
  /**
   * Without a hash (there is no such account) it takes as long, and is false: time does not tell who has an account.
   * @param beforehand called when its turn has come; what it throws ends it
   */
  verify(password: string, hash: string | undefined, deadline: Deadline, beforehand?: () => void): Promise<boolean>;
};

/** OWASP's first choice for argon2id: 19 MiB, 2 passes, 1 lane. https://cheatsheetseries.owasp.org */
const cost = { memory: 19 * 1024, passes: 2, parallelism: 1, tagLength: 32 };
const saltLength = 16;

const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

const derive = promisify(argon2);

export function createPasswords(queue: HashingQueue = createHashingQueue()): Passwords {
  const decoy = hash(randomBytes(saltLength).toString('hex'));
  return {
    hash: (password, deadline) => queue.run(() => hash(password), deadline),
    async verify(password, stored, deadline, beforehand) {
      const expected = stored ?? (await decoy);
      const same = await queue.run(() => {
        beforehand?.();
        return matches(password, expected);
      }, deadline);
      return same && stored !== undefined;
    },
  };
}

async function hash(password: string): Promise<string> {
  const salt = randomBytes(saltLength);
  const tag = await derive('argon2id', { message: canonical(password), nonce: salt, ...cost });
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(salt)}$${base64(tag)}`;
}

/** With the parameters that stand in the hash, so that hashes outlive a change of the cost. */
async function matches(password: string, stored: string): Promise<boolean> {
  const [, memory, passes, parallelism, salt = '', tag = ''] = phc.exec(stored) ?? [];
  if (tag === '') throw new Error('a stored password hash is not argon2id in PHC form');
  const expected = Buffer.from(tag, 'base64');
  const actual = await derive('argon2id', {
    message: canonical(password),
    nonce: Buffer.from(salt, 'base64'),
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    tagLength: expected.length,
  });
  return timingSafeEqual(actual, expected);
}

/** One keyboard sends é as one character, another as two (NIST SP 800-63B, 3.1.1.2). */
function canonical(password: string): string {
  return password.normalize('NFKC');
}

/** PHC strings have base64 without padding. */
function base64(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
