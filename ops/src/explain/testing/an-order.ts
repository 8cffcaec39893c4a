// For tests: an order as it is seen all over the system, and what may be otherwise.

import type { ConsumerState } from '@paidonce/shared/messaging';
import type { Order, OutboxEvent, Payment, Relay, Seen } from '../seen.ts';

export const now = Date.parse('2026-11-22T06:46:00Z');
export const inMinutes = (minutes: number) => new Date(now + minutes * 60_000);

const orderId = '01a20201-55c5-724c-b0b4-740788fd3d68';
export const paymentId = '01a20201-5604-7a8d-865e-60fc4e880430';
const relay: Relay = { replicas: 1, led: true, unpublished: 0, oldestUnpublished: null, openLanes: 0 };
const consumer: ConsumerState = {
  delivered: 9,
  settled: 9,
  waiting: 0,
  unacknowledged: 0,
  redelivered: 0,
  listened: true,
  pausedMilliseconds: 0,
  lastDelivery: inMinutes(-3),
};

export const payment = (status: Payment['status'], more: Partial<Payment> = {}): Payment => ({
  id: paymentId,
  status,
  amount: '109.08 USD',
  createdAt: inMinutes(-4),
  reason: null,
  tries: 0,
  nextTryAt: null,
  ...more,
});

export const event = (type: string, more: Partial<OutboxEvent> = {}): OutboxEvent => ({
  id: `${type} of the order`,
  type,
  owner: type.startsWith('payment') ? 'payments' : 'orders',
  stream: type.startsWith('payment') ? 'PAYMENTS' : 'ORDERS',
  paymentId,
  published: true,
  madeAt: inMinutes(-3),
  ...more,
});

export type Otherwise = {
  order?: Partial<Order> | undefined;
  payments?: Payment[];
  slot?: string | null;
  /** Those of orders and of payments. */
  events?: OutboxEvent[];
  /** The ids of events that were applied by whoever listens. */
  applied?: string[];
  deadLetter?: { event: string; reason: string; discarded: boolean };
  relay?: Partial<Relay>;
  /** Event id to sequence. */
  positions?: [string, number][];
  /** Undefined: there is none. */
  consumer?: Partial<ConsumerState> | undefined;
  away?: 'orders' | 'payments' | 'nats';
};

/** A pending order that nobody has paid, in a system that runs; but for what is said. */
export function seen(otherwise: Otherwise = {}): Seen {
  const { away, events = [], payments = [], applied = [], deadLetter } = otherwise;
  const order: Order = {
    status: 'pending',
    confirmed: true,
    version: 2,
    userId: 'ada',
    amount: '109.08 USD',
    paymentId: null,
    createdAt: inMinutes(-5),
    expiresAt: inMinutes(25),
    wish: null,
    cancelReason: null,
    dueAt: null,
    ...otherwise.order,
  };
  const known = !('order' in otherwise) || otherwise.order !== undefined;
  const state =
    'consumer' in otherwise && otherwise.consumer === undefined ? undefined : { ...consumer, ...otherwise.consumer };
  const view = {
    lastSequence: 9,
    positions: new Map(otherwise.positions),
    consumers: new Map([['orders', state] as const, ['payments', state] as const]),
  };
  const ofOwner = (owner: OutboxEvent['owner']) => events.filter((told) => told.owner === owner);
  const own = { ...relay, ...otherwise.relay };
  return {
    orderId,
    orders:
      away === 'orders'
        ? { away: 'The database of orders cannot be read.' }
        : { seen: { order: known ? order : undefined, timeline: [], events: ofOwner('orders'), relay: own } },
    payments:
      away === 'payments'
        ? { away: 'The database of payments cannot be read.' }
        : { seen: { payments, slot: otherwise.slot, known, events: ofOwner('payments'), relay: own } },
    receptions: events.map(({ id, owner }) => ({
      event: id,
      service: owner === 'orders' ? 'payments' : 'orders',
      appliedAt: applied.includes(id) ? inMinutes(-2) : null,
      deadLetter: deadLetter?.event === id ? deadLetter : null,
    })),
    nats: away === 'nats' ? { away: 'NATS does not answer.' } : { seen: { ORDERS: view, PAYMENTS: view } },
  };
}
