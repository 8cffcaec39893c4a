// Everything that orders and payments do together, each way with the points at which a process can be killed on it.

import type { ServiceName } from '@paidonce/local/system';
import { query } from '@paidonce/shared/testing';
import type { Reply } from './call.ts';
import type { Customer, PlacedOrder } from './customer.ts';
import type { Ending } from './endings.ts';
import type { Shop } from './shop.ts';

/** `reference` is the customer's own for the order: asking again with it is asking for the same order */
export type Scene = { shop: Shop; customer: Customer; administrator: Customer; reference: string };

/** @returns what was answered, if somebody asked */
type Act = (scene: Scene, order: PlacedOrder | undefined) => Promise<Reply | undefined>;

export type Flow = {
  name: string;
  points: readonly (readonly [service: Extract<ServiceName, 'orders' | 'payments'>, point: string])[];
  /** What has to be there before. */
  prepare(scene: Scene): Promise<PlacedOrder | undefined>;
  /** What somebody does while a process is killed. */
  act: Act;
  /** What they do when it is back, not knowing what became of that; the same if left out. */
  again?: Act;
  ending: Ending;
};

const relay = ['relay.read', 'relay.published'] as const;
const inbox = ['inbox.applied', 'inbox.committed'] as const;
const closing = ['cancel.begun', 'cancel.closed'] as const;

const at = <const Service extends 'orders' | 'payments'>(service: Service, points: readonly string[]) =>
  points.map((point) => [service, point] as const);

const ordered = ({ customer }: Scene) => customer.order();
async function paid({ customer }: Scene, method?: string): Promise<PlacedOrder> {
  const order = await customer.order();
  await customer.pay(order, undefined, method);
  return order;
}
const known = (order: PlacedOrder | undefined): PlacedOrder => {
  if (!order) throw new Error('the order was not prepared');
  return order;
};
const end = (status: string, timeline: string[], payments: string[], sentBack = 0): Ending => ({
  status,
  timeline: ['created', 'confirmed', ...timeline],
  payments,
  sentBack,
});

export const flows: readonly Flow[] = [
  {
    name: 'an order is placed',
    points: [...at('orders', relay), ...at('payments', inbox)],
    prepare: async () => undefined,
    act: ({ customer, reference }) => customer.placeOrder(undefined, reference),
    ending: end('pending', [], []),
  },
  {
    name: 'an order is paid',
    points: [...at('payments', relay), ...at('orders', inbox), ...at('orders', relay)],
    prepare: ordered,
    act: ({ customer }, order) => customer.pay(known(order)),
    ending: end('paid', ['paid'], ['paid']),
  },
  {
    name: 'an order is paid by a provider that takes its time',
    points: at('payments', ['charge.begun', 'charge.answered']),
    prepare: ordered,
    act: ({ customer }, order) => customer.pay(known(order), undefined, 'tok_slow'),
    ending: end('paid', ['paid'], ['paid']),
  },
  {
    name: 'a provider refuses a payment',
    points: at('payments', ['charge.begun', 'charge.answered']),
    prepare: ordered,
    act: ({ customer }, order) => customer.pay(known(order), undefined, 'tok_declined'),
    again: ({ customer }, order) => customer.pay(known(order)),
    ending: end('paid', ['paid'], ['failed', 'paid']),
  },
  {
    name: 'an order is cancelled by its owner',
    points: [...at('orders', closing), ...at('orders', relay), ...at('payments', ['close.committed', ...inbox])],
    prepare: ordered,
    act: ({ customer }, order) => customer.cancel(known(order)),
    // Nobody: their wish is written down, and has to be fulfilled all the same.
    again: async () => undefined,
    ending: end('cancelled', ['cancelled'], []),
  },
  {
    name: 'an order expires',
    points: [...at('orders', closing), ...at('orders', relay), ...at('payments', ['close.committed', ...inbox])],
    prepare: ordered,
    // And again, or the sweeper would leave it alone for ten seconds after the try that was interrupted.
    act: async ({ shop }, order) => {
      const due = `update orders set expires_at = now(), due_at = null where id = $1 and status = 'pending'`;
      await query(shop.databaseUrls.orders, due, known(order).id);
      return undefined;
    },
    ending: end('cancelled', ['cancelled'], []),
  },
  {
    name: 'a payment meets a cancelled order and is sent back',
    points: [...at('payments', relay), ...at('orders', inbox), ...at('orders', relay), ...at('payments', inbox)],
    prepare: async ({ customer }) => {
      const order = await customer.order();
      await customer.cancel(order);
      return order;
    },
    // Closing keeps such payments away: somebody has to have lost what payments had written down.
    act: async ({ shop, customer }, order) => {
      const unpaid =
        'delete from slots where order_id = $1 and payment_id is null and not exists (select from payments where order_id = $1)';
      await query(shop.databaseUrls.payments, unpaid, known(order).id);
      return customer.pay(known(order));
    },
    ending: end('cancelled', ['cancelled', 'payment_rejected'], ['refunded'], 1),
  },
  {
    name: 'an administrator cancels a paid order',
    points: [...at('orders', relay), ...at('payments', inbox), ...at('payments', relay)],
    prepare: paid,
    act: ({ administrator }, order) => administrator.become(known(order), 'cancelled'),
    ending: end('cancelled', ['paid', 'cancelled'], ['refunded']),
  },
  {
    name: 'a provider takes its time to send money back',
    points: at('payments', ['refund.begun', 'refund.answered']),
    prepare: (scene) => paid(scene, 'tok_refund_slow'),
    act: ({ administrator }, order) => administrator.become(known(order), 'cancelled'),
    ending: end('cancelled', ['paid', 'cancelled'], ['refunded']),
  },
];
