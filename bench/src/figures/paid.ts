// How soon an order is seen as PAID after the answer of pay.

import { percentile } from '../percentile.ts';
import type { Row } from '../section.ts';
import type { Customer } from '../shop.ts';

const patienceMilliseconds = 10_000;

/** From the answer of pay to the first read that says `paid`, one order at a time, for so long. */
export async function measurePaid(customer: Customer, when: string, milliseconds: number): Promise<Row> {
  const delays: number[] = [];
  for (const end = performance.now() + milliseconds; performance.now() < end; ) {
    const placed = await customer.order();
    await customer.pay(placed);
    const answered = performance.now();
    while ((await customer.statusOf(placed.id)) !== 'paid') {
      if (performance.now() - answered > patienceMilliseconds) throw new Error(`order ${placed.id} is not paid yet`);
    }
    delays.push(performance.now() - answered);
  }
  return { when, orders: delays.length, 'p50 ms': percentile(delays, 0.5), 'p99 ms': percentile(delays, 0.99) };
}
