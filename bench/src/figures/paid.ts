// How soon an order is seen as PAID after the answer of pay.

import { createDatabase, statement } from '@paidonce/shared/database';
import { percentile } from '../percentile.ts';
import { quiet } from '../quiet.ts';
import type { Row } from '../section.ts';
import type { Customer } from '../shop.ts';

const patienceMilliseconds = 10_000;

type Look = (id: string) => Promise<string | undefined>;

/** Until a read through the gateway says `paid`: the asking again and again takes its share of the machine, and of the time. */
export function measurePaid(customer: Customer, when: string, milliseconds: number): Promise<Row> {
  return measure(customer, { when, 'seen by': 'GET' }, milliseconds, (id) => customer.statusOf(id));
}

/** Until orders' database has it. */
export async function measurePaidInDatabase(
  customer: Customer,
  when: string,
  milliseconds: number,
  ordersUrl: string,
): Promise<Row> {
  const { db, stop } = createDatabase<unknown>({ url: ordersUrl, name: 'bench', log: quiet });
  const read = statement<{ status: string }>('select status from orders where id = $1');
  try {
    return await measure(
      customer,
      { when, 'seen by': 'SQL' },
      milliseconds,
      async (id) => (await read(db, id))[0]?.status,
    );
  } finally {
    await stop();
  }
}

/** From the answer of pay to the first look that sees `paid`, one order at a time, for so long. */
async function measure(customer: Customer, what: Row, milliseconds: number, look: Look): Promise<Row> {
  const delays: number[] = [];
  for (const end = performance.now() + milliseconds; performance.now() < end; ) {
    const placed = await customer.order();
    await customer.pay(placed);
    const answered = performance.now();
    while ((await look(placed.id)) !== 'paid') {
      if (performance.now() - answered > patienceMilliseconds) throw new Error(`order ${placed.id} is not paid yet`);
    }
    delays.push(performance.now() - answered);
  }
  return { ...what, orders: delays.length, 'p50 ms': percentile(delays, 0.5), 'p99 ms': percentile(delays, 0.99) };
}
