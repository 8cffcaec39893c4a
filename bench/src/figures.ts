// The measurements, each bounded in time.

import { type CpuTimes, cpuTimes, difference } from './cpu.ts';
import type { Shop } from './shop.ts';

export type CheckoutFigures = {
  clients: number;
  checkoutsPerSecond: number;
  p50: number;
  p99: number;
  /** CPU milliseconds per checkout by process. */
  cpu: CpuTimes;
};

export type PaidFigures = { samples: number; p50: number; p99: number };

/** Each client orders and pays, again and again. Latencies are of the whole checkout: both requests. */
export async function measureCheckouts(
  shop: Shop,
  clients: number,
  milliseconds: number,
  pids: ReadonlyMap<string, number>,
): Promise<CheckoutFigures> {
  const latencies: number[] = [];
  const before = cpuTimes(pids);
  const started = performance.now();
  const end = started + milliseconds;
  const client = async () => {
    while (performance.now() < end) {
      const begun = performance.now();
      await shop.checkout();
      latencies.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const seconds = (performance.now() - started) / 1000;
  const spent = difference(cpuTimes(pids), before);
  const sorted = latencies.sort((a, b) => a - b);
  return {
    clients,
    checkoutsPerSecond: sorted.length / seconds,
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
    cpu: new Map([...spent].map(([name, cpu]) => [name, cpu / sorted.length])),
  };
}

/** From the answer of pay to the first read that says `paid`, one order at a time on an idle system. */
export async function measurePaid(shop: Shop, samples: number): Promise<PaidFigures> {
  const delays: number[] = [];
  for (let sample = 0; sample < samples; sample += 1) {
    const placed = await shop.order();
    await shop.pay(placed);
    const answered = performance.now();
    while ((await shop.statusOf(placed.id)) !== 'paid') {
      if (performance.now() - answered > 10_000) throw new Error(`order ${placed.id} was not paid within 10 s`);
    }
    delays.push(performance.now() - answered);
  }
  const sorted = delays.sort((a, b) => a - b);
  return { samples, p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99) };
}

function percentile(sorted: readonly number[], fraction: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * fraction))] ?? Number.NaN;
}
