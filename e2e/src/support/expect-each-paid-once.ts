// What has to hold after many people paid at once.

import { expect } from '@jest/globals';
import type { System } from '@paidonce/local/system';
import { eventually, query } from '@paidonce/shared/testing';
import type { PlacedOrder } from './customer.ts';

/** Each of many orders is paid (now or soon), by one payment, with one line in its timeline and one event of each kind. */
export async function expectEachPaidOnce({ databaseUrls }: System, orders: readonly PlacedOrder[]): Promise<void> {
  const ids = orders.map(({ id }) => id);
  const strays = (url: string, ...conditions: string[]) =>
    query(url, `select id from unnest($1::uuid[]) as id where not (${conditions.join(' and ')})`, ids);
  await eventually(async () => {
    const unpaid = await strays(
      databaseUrls.orders,
      `1 = (select count(*) from orders where orders.id = id.id and status = 'paid')`,
      `1 = (select count(*) from order_events where order_id = id.id and type = 'paid')`,
      `1 = (select count(*) from outbox where subject = 'order.paid' and payload ->> 'order_id' = id.id::text)`,
    );
    expect(unpaid).toEqual([]);
  });
  const strange = await strays(
    databaseUrls.payments,
    `1 = (select count(*) from payments where order_id = id.id)`,
    `1 = (select count(*) from outbox where subject = 'payment.completed' and payload ->> 'order_id' = id.id::text)`,
  );
  expect(strange).toEqual([]);
}
