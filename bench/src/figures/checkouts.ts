// What a checkout costs: each client orders and pays, again and again.

import { type CpuTimes, cpuTimes, difference } from '../cpu.ts';
import { percentile } from '../percentile.ts';
import type { Row } from '../section.ts';
import type { Customer, Shop } from '../shop.ts';

export type CheckoutsOptions = {
  shop: Shop;
  clients: number;
  milliseconds: number;
  /** Of the processes whose CPU time counts, by name. */
  pids: ReadonlyMap<string, number>;
};

/** Latencies are of the whole checkout: both requests. CPU milliseconds are per checkout, of all processes and of each. */
export async function measureCheckouts({ shop, clients, milliseconds, pids }: CheckoutsOptions): Promise<Row> {
  const latencies: number[] = [];
  const before = cpuTimes(pids);
  const started = performance.now();
  const end = started + milliseconds;
  const client = async (customer: Customer) => {
    while (performance.now() < end) {
      const begun = performance.now();
      await customer.checkout();
      latencies.push(performance.now() - begun);
    }
  };
  await Promise.all(shop.customers.slice(0, clients).map(client));
  const seconds = (performance.now() - started) / 1000;
  const cpu = perPiece(difference(cpuTimes(pids), before), latencies.length);
  return {
    clients,
    'checkouts/s': latencies.length / seconds,
    'p50 ms': percentile(latencies, 0.5),
    'p99 ms': percentile(latencies, 0.99),
    'CPU ms each': Object.values(cpu).reduce((sum, spent) => sum + spent, 0),
    ...cpu,
  };
}

function perPiece(spent: CpuTimes, pieces: number): Record<string, number> {
  return Object.fromEntries([...spent].map(([name, milliseconds]) => [name, milliseconds / pieces]));
}
