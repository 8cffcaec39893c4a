// What a service does with an event: as its subscriptions say, but without an inbox. The guards by state have to do alone.

import {
  type Fact,
  orderCancelled,
  orderConfirmed,
  orderPaymentRejected,
  type PaymentId,
  paymentCompleted,
} from '@paidonce/shared/contracts';
import { one } from './one.ts';
import type { Rules } from './rules.ts';
import { holderOf, type Setting, type Told, type World } from './world.ts';
import { withTold, writeOrder, writePayment } from './writing.ts';

const heard = new Set([orderConfirmed, orderCancelled, orderPaymentRejected, paymentCompleted].map(({ type }) => type));

/** Somebody listens to it. */
export const isHeard = ({ fact }: Told): boolean => heard.has(fact.type);

/** The first time, or once more: before its acknowledgement, or long after it, by a rewind. @throws what the handler throws */
export function deliver(world: World, told: Told, rules: Rules, setting: Setting): World {
  const after = handle(world, told.fact, rules, setting);
  if (told.delivered) return after;
  const delivered = one({ ...told, delivered: true });
  return withTold(after, [...after.told.filter((other) => other !== told), delivered]);
}

function handle(world: World, { type, payload }: Fact, rules: Rules, setting: Setting): World {
  switch (type) {
    case orderConfirmed.type: {
      const { orderId: id, userId, amount } = orderConfirmed.decode(payload);
      const due = setting.misinformed ? amount.times(2) : amount;
      return { ...world, known: one({ id, userId, amount: due, confirmed: true, cancelled: false }) };
    }
    case paymentCompleted.type:
      return writeOrder(world, rules.settle(world.order, paymentCompleted.decode(payload)));
    case orderCancelled.type: {
      const { paymentId } = orderCancelled.decode(payload);
      const closed = { ...world, slot: rules.close(world.slot, holderOf(world)).slot };
      return paymentId === undefined ? closed : sendBack(closed, paymentId, rules);
    }
    case orderPaymentRejected.type:
      return sendBack(world, orderPaymentRejected.decode(payload).paymentId, rules);
    default:
      return world;
  }
}

function sendBack(world: World, id: PaymentId, rules: Rules): World {
  const number = world.payers.findIndex(({ payment }) => payment?.id === id);
  const payment = world.payers[number]?.payment;
  if (payment === undefined) throw new Error(`there is no payment ${id}`);
  return writePayment(world, number, rules, rules.requestRefund(payment, 'orders does not want it'));
}
