// What must hold: in every state, and once everything that is on its way has arrived.

import {
  type Fact,
  orderCancelled,
  orderPaid,
  orderPaymentRejected,
  paymentCompleted,
  paymentRefunded,
} from '@paidonce/shared/contracts';
import type { Payer, Setting, World } from './world.ts';

const kept = new Set(['paid', 'processing', 'shipped', 'delivered']);

const isLive = ({ payment }: Payer) => payment?.status === 'pending' || payment?.status === 'paid';

/** @returns what does not hold */
export function always(world: World, { cancelledByHand, misinformed }: Setting): string | undefined {
  const { order, slot, payers, told } = world;
  if (world.wrong !== undefined) return world.wrong;
  const live = payers.filter(isLive);
  if (live.length > 1) return 'two live payments of one order';
  if (live.some(({ payment }) => payment?.id !== slot)) return 'a live payment that does not hold the slot';
  if (slot !== 'free' && slot !== 'closed' && live.length === 0) return 'a slot that nobody holds';
  for (const { payment, taken, sentBack } of payers) {
    if (payment !== undefined && payment.userId !== order.userId) return 'a payment by a stranger';
    if (sentBack > 1) return 'money sent back twice';
    if (sentBack > 0 && !taken) return 'money sent back that was never taken';
    if (payment?.status === 'paid' && !taken) return 'a payment that the provider never took';
  }
  const payment = payers.find((payer) => payer.payment?.id === order.paymentId)?.payment;
  if (kept.has(order.status) && payment?.status !== 'paid') return 'a paid order whose payment is not';
  if (kept.has(order.status) && !payment?.amount.equals(order.amount)) return 'an order paid with another amount';
  const twice = toldTwice(told);
  if (twice !== undefined) return `${twice} was told twice`;
  if (!cancelledByHand && !misinformed && told.some(({ fact }) => fact.type === orderPaymentRejected.type))
    return 'a payment made in time was sent back';
  return undefined;
}

/** Each of these is told once in the life of an order, or of a payment. */
const onceEach: Record<string, (fact: Fact) => string> = {
  [orderPaid.type]: ({ subject }) => subject,
  [orderCancelled.type]: ({ subject }) => subject,
  [orderPaymentRejected.type]: ({ payload }) => orderPaymentRejected.decode(payload).paymentId,
  [paymentCompleted.type]: ({ subject }) => subject,
  [paymentRefunded.type]: ({ subject }) => subject,
};

function toldTwice(told: World['told']): string | undefined {
  const known = new Set<string>();
  for (const { fact } of told) {
    const about = onceEach[fact.type]?.(fact);
    if (about === undefined) continue;
    if (known.has(fact.type + about)) return fact.type;
    known.add(fact.type + about);
  }
  return undefined;
}

/** @returns what does not hold when everything has arrived */
export function atRest(world: World, { misinformed }: Setting): string | undefined {
  const { order, slot, payers } = world;
  for (const { payment, taken } of payers) {
    if (!taken || payment === undefined || payment.status === 'refunded') continue;
    if (!kept.has(order.status) || order.paymentId !== payment.id)
      return 'money kept for an order that is not paid by it';
  }
  if (order.status !== 'pending') return undefined;
  if (payers.some(isLive)) return undefined; // the provider has not said
  if (order.wish !== undefined) return 'a wish to cancel that is never fulfilled';
  if (order.confirmed && slot !== 'free' && !misinformed) return 'an order that nobody can pay and nobody cancels';
  return undefined;
}
