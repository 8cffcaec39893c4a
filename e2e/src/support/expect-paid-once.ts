// What must be true of a paid order, wherever one looks.

import { expect } from '@jest/globals';
import type { System } from '@paidonce/local/system';
import { eventually, query } from '@paidonce/shared/testing';
import type { Customer, PlacedOrder } from './customer.ts';

type Patience = { timeout?: number };

/** The order reads paid (now or soon), once: one payment, one line in its timeline, one event of each kind. */
export async function expectPaidOnce(
  shop: System,
  customer: Customer,
  order: PlacedOrder,
  patience: Patience = {},
): Promise<void> {
  await eventually(async () => expect((await customer.read(order)).status).toBe('paid'), patience);
  expect(await customer.timeline(order)).toEqual(['created', 'confirmed', 'paid']);
  expect(await eventsOf(shop.databaseUrls.payments, order)).toEqual(['payment.completed']);
  expect(await eventsOf(shop.databaseUrls.orders, order)).toEqual(['order.confirmed', 'order.created', 'order.paid']);
  const payments = await query(shop.databaseUrls.payments, 'select status from payments where order_id = $1', order.id);
  expect(payments).toEqual([{ status: 'paid' }]);
}

async function eventsOf(url: string, order: PlacedOrder): Promise<string[]> {
  const rows = await query<{ subject: string }>(
    url,
    `select subject from outbox where payload ->> 'order_id' = $1 order by 1`,
    order.id,
  );
  return rows.map((row) => row.subject);
}
