// Few passwords are hashed at a time, and few wait for it: a flood of log-ins must not take the process from everybody else.

import type { Deadline } from '@paidonce/shared/http';
import { TooBusy } from '../domain/too-busy.ts';

export type HashingQueue = {
  /**
   * Does the work when its turn has come, first come, first served.
   * @throws TooBusy when too many wait already, or the turn does not come early enough before the deadline
   */
  run<Result>(work: () => Promise<Result>, deadline: Deadline): Promise<Result>;
  readonly waiting: number;
};

/** For the hash itself and what comes after it, so that nobody is hashed for who has gone. In milliseconds. */
const workMilliseconds = 1_500;

/**
 * @param atOnce libuv has four threads. Hashing takes half of them: on the others names are looked up, files read, and
 * the passwords of new connections to PostgreSQL derived, without which whoever waits for a connection waits in vain
 * @param places of those who wait: a second or two of work, and with those two fewer than the 64 requests that a gateway
 * sends at once, so that others still get through to the routes that hash nothing
 */
export function createHashingQueue({ atOnce = 2, places = 46 } = {}): HashingQueue {
  let running = 0;
  const waiting = new Set<() => void>();
  return {
    async run(work, deadline) {
      if (running < atOnce) running += 1;
      else await turn(deadline);
      try {
        return await work();
      } finally {
        passOn();
      }
    },
    get waiting() {
      return waiting.size;
    },
  };

  function turn(deadline: Deadline): Promise<void> {
    const patience = deadline.remaining() - workMilliseconds;
    if (waiting.size >= places || patience <= 0) throw new TooBusy();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(() => {
      waiting.delete(begin);
      reject(new TooBusy());
    }, patience);
    const begin = () => {
      clearTimeout(timer);
      resolve();
    };
    waiting.add(begin);
    return promise;
  }

  /** Whoever is next takes over the place of the one that ends. */
  function passOn(): void {
    const [next] = waiting;
    if (next === undefined) running -= 1;
    else {
      waiting.delete(next);
      next();
    }
  }
}
