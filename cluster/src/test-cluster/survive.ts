// Something breaks, and all of the shop is ready again some time later.

import { setTimeout as delay } from 'node:timers/promises';
import { kubectl } from '../kubernetes/kubectl.ts';
import { say, since } from '../say.ts';
import { allReady } from '../shop/release.ts';

/** Between two breakages people order and pay in peace. */
const pauseMilliseconds = 5_000;

export async function survive(what: string, strike: () => Promise<unknown>): Promise<void> {
  const start = Date.now();
  await strike();
  await allReady();
  say(`${what}: all ready again after ${since(start)}`);
  await delay(pauseMilliseconds);
}

/** Without a chance to end anything that it has begun. */
export const surviveKill = (pod: string): Promise<void> =>
  survive(`${pod} is killed`, () => kubectl('delete', 'pod', pod, '--grace-period=0', '--force'));
