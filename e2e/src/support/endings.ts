// What became of orders, seen in the databases: everything about each on one line.

import type { System } from '@paidonce/local/system';
import { query } from '@paidonce/shared/testing';
import type { PlacedOrder } from './customer.ts';

export type Ending = {
  status: string;
  timeline: string[];
  /** The states of its payments. */
  payments: string[];
  /** How many payments orders sent back. */
  sentBack: number;
};

const ofOrders = `
  select orders.id, orders.status, cardinality(orders.sent_back) as "sentBack",
    array(select type from order_events where order_id = orders.id order by version) as timeline
  from orders where orders.id = any($1::uuid[])`;

const ofPayments = `
  select order_id, array_agg(status order by id) as payments from payments where order_id = any($1::uuid[]) group by order_id`;

export async function endingsOf(
  { databaseUrls }: System,
  orders: readonly Pick<PlacedOrder, 'id'>[],
): Promise<Map<string, Ending>> {
  const ids = orders.map(({ id }) => id);
  const [states, payments] = await Promise.all([
    query<Omit<Ending, 'payments'> & { id: string }>(databaseUrls.orders, ofOrders, ids),
    query<{ order_id: string; payments: string[] }>(databaseUrls.payments, ofPayments, ids),
  ]);
  const paymentsOf = new Map(payments.map((row) => [row.order_id, row.payments]));
  return new Map(states.map(({ id, ...state }) => [id, { ...state, payments: paymentsOf.get(id) ?? [] }]));
}
