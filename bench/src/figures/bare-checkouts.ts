// The floor of a checkout: what its statements alone cost.

import { newId, type UserId } from '@paidonce/shared/contracts';
import type { BareShop } from '../bare-shop.ts';
import { cpuTimes, difference } from '../cpu.ts';
import type { Row } from '../section.ts';

/** CPU milliseconds per checkout, of PostgreSQL and of the process that sends it the statements. */
export async function measureBareCheckouts(
  shop: BareShop,
  clients: number,
  milliseconds: number,
  postgresPid: number,
): Promise<Row> {
  const pids = new Map([
    ['postgres', postgresPid],
    ['loop', process.pid],
  ]);
  let checkouts = 0;
  const before = cpuTimes(pids);
  const started = performance.now();
  const client = async () => {
    const userId = newId<UserId>();
    for (const end = performance.now() + milliseconds; performance.now() < end; checkouts += 1)
      await shop.checkout(userId);
  };
  await Promise.all(Array.from({ length: clients }, client));
  const seconds = (performance.now() - started) / 1000;
  const spent = [...difference(cpuTimes(pids), before).values()].reduce((sum, cpu) => sum + cpu, 0);
  return { clients, 'checkouts/s': checkouts / seconds, 'CPU ms each': spent / checkouts };
}
