// For commands, which are of no use without NATS and end soon.

import { setTimeout as delay } from 'node:timers/promises';
import { Refusal } from '../lifecycle/index.ts';
import type { Connection } from './connection.ts';

const patienceMilliseconds = 5_000;

/** Connects. @throws Refusal when NATS does not answer in time */
export async function connected(connection: Connection): Promise<void> {
  await connection.start();
  const end = Date.now() + patienceMilliseconds;
  while (!connection.up) {
    if (Date.now() > end) throw new Refusal('NATS does not answer.');
    await delay(50);
  }
}
