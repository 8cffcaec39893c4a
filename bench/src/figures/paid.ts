// How soon an order is seen as PAID after the answer of pay.

import { percentile } from '../percentile.ts';
import type { Row } from '../section.ts';
import type { Shop } from '../shop.ts';

const patienceMilliseconds = 10_000;

/** From the answer of pay to the first read that says `paid`, one order at a time. */
export async function measurePaid(shop: Shop, when: string, samples: number): Promise<Row> {
  const delays: number[] = [];
  for (let sample = 0; sample < samples; sample += 1) {
    const placed = await shop.order();
    await shop.pay(placed);
    const answered = performance.now();
    while ((await shop.statusOf(placed.id)) !== 'paid') {
      if (performance.now() - answered > patienceMilliseconds) throw new Error(`order ${placed.id} is not paid yet`);
    }
    delays.push(performance.now() - answered);
  }
  return { when, orders: samples, 'p50 ms': percentile(delays, 0.5), 'p99 ms': percentile(delays, 0.99) };
}
