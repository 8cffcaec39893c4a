// What a service's transaction makes of a decision: the state, and with it what it tells.

import type { Order, Decision as OrderDecision, OrderStatus } from '@paidonce/orders/src/domain/order.ts';
import type { Decision as PaymentDecision } from '@paidonce/payments/src/domain/payment.ts';
import type { Fact } from '@paidonce/shared/contracts';
import { numberOfPart, one } from './one.ts';
import type { Rules } from './rules.ts';
import type { Payer, Told, World } from './world.ts';

const legal: Record<OrderStatus, OrderStatus[]> = {
  pending: ['paid', 'cancelled'],
  paid: ['processing', 'cancelled'],
  processing: ['shipped', 'cancelled'],
  shipped: ['delivered'],
  delivered: [],
  cancelled: [],
};

export function writeOrder(world: World, { order, timeline, facts }: OrderDecision): World {
  if (order === world.order) return world;
  const lines = timeline.map(({ version }) => version);
  return tell({ ...world, order: one(order), wrong: world.wrong ?? wrongWith(world.order, order, lines) }, facts);
}

function wrongWith(before: Order, after: Order, lines: readonly number[]): string | undefined {
  if (after.status !== before.status && !legal[before.status].includes(after.status))
    return `an order that was ${before.status} is ${after.status}`;
  const isCounted = after.version === before.version + 1 && lines.join() === String(after.version);
  return isCounted ? undefined : 'a change without its version and its line in the timeline';
}

/** The slot follows its payment in the same statement. */
export function writePayment(world: World, number: number, rules: Rules, decision: PaymentDecision): World {
  const { payment, facts } = decision;
  const payer = world.payers[number];
  if (payer === undefined || payer.payment === payment) return world;
  const goesBack = payment.status === 'refund_due' && payer.payment?.status !== 'refund_due';
  const after = { ...payer, payment: one(payment), sentBack: payer.sentBack + (goesBack ? 1 : 0) };
  return tell({ ...withPayer(world, number, after), slot: rules.slotAfter(world.slot, payment) }, facts);
}

export function withPayer(world: World, number: number, payer: Payer): World {
  return { ...world, payers: world.payers.with(number, one(payer)) };
}

export function tell(world: World, facts: readonly Fact[]): World {
  if (facts.length === 0) return world;
  return withTold(world, [...world.told, ...facts.map((fact) => one({ fact, delivered: false }))]);
}

/** In whatever order they were told they are delivered in any order: sorted, worlds that differ in it alone are one. */
export function withTold(world: World, told: readonly Told[]): World {
  return { ...world, told: told.toSorted((a, b) => numberOfPart(a) - numberOfPart(b)) };
}
