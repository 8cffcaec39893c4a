// Everything that can happen next: what people, the provider and the clock do, and what is delivered. Each step is one
// transaction, so that a crash is a step that never follows, and a lost reply one that nobody reads.

import { type Order, unchanged, type Wish } from '@paidonce/orders/src/domain/order.ts';
import type { Attempt, PayableOrder, Payment } from '@paidonce/payments/src/domain/payment.ts';
import {
  fact,
  Money,
  newId,
  type OrderId,
  orderConfirmed,
  type PaymentId,
  sku,
  type UserId,
} from '@paidonce/shared/contracts';
import { Problem } from '@paidonce/shared/errors';
import { deliver, isHeard } from './deliver.ts';
import { numberOfPart, one } from './one.ts';
import type { Rules } from './rules.ts';
import { type Cancelling, holderOf, type Payer, type Setting, type World } from './world.ts';
import { tell, withPayer, writeOrder, writePayment } from './writing.ts';

export type Step = { what: string; to: World };

const owner = newId<UserId>();
const stranger = newId<UserId>();
const admin = newId<UserId>();
const paymentIds = [newId<PaymentId>(), newId<PaymentId>()];
const nobody: Payer = { decided: undefined, payment: undefined, taken: false, sentBack: 0 };
const wishes: [string, Wish][] = [
  ['its owner wishes to cancel it', { reason: 'by_user', by: owner }],
  ['its time runs out', { reason: 'expired', by: undefined }],
];
/** A person and the sweeper, say, or two replicas. */
const cancellingsAtOnce = 2;

export function beginning(rules: Rules, { confirmedLater }: Setting): World {
  const lines = [{ sku: sku.parse('SKU-001'), quantity: 1, unitPrice: new Money(10_00, 'USD') }];
  const times = { createdAt: new Date(0), expiresAt: new Date(1) };
  const { order, facts } = rules.place({ id: newId<OrderId>(), userId: owner, by: owner, lines, ...times });
  const empty = { slot: 'free', known: undefined, cancellings: [], told: [], wrong: undefined } as const;
  const payers = paymentIds.map(() => one(nobody));
  if (!confirmedLater) return tell({ ...empty, order: one(order), payers }, facts);
  return tell({ ...empty, order: one({ ...order, version: 1, confirmed: false }), payers }, facts.slice(0, 1));
}

/** @throws what is no refusal: a rule that breaks must not pass for one that says no */
export function stepsFrom(world: World, rules: Rules, setting: Setting): Step[] {
  const steps = [
    ...payingSteps(world, rules),
    ...cancellingSteps(world, rules),
    ...ordersSteps(world, rules, setting),
    ...world.told.filter(isHeard).map((told): Possibility => {
      return [`${told.fact.type} is delivered`, () => deliver(world, told, rules, setting)];
    }),
  ];
  return steps.flatMap(([what, to]) => {
    try {
      const after = to();
      return after === undefined ? [] : [{ what, to: after }];
    } catch (error) {
      if (error instanceof Problem) return []; // refused by its rule
      throw error;
    }
  });
}

/** Undefined where it has to wait. */
type Possibility = [what: string, to: () => World | undefined];

function payingSteps(world: World, rules: Rules): Possibility[] {
  return world.payers.flatMap((payer, number): Possibility[] => {
    const { decided, payment } = payer;
    const who = `payer ${number + 1}`;
    if (payment !== undefined) return providerSteps(world, number, payer, payment, rules);
    if (decided !== undefined)
      return [[`${who} writes the payment`, () => taking(world, number, payer, decided, rules)]];
    // Payers are numbered as they come.
    if (world.payers.slice(0, number).some((earlier) => earlier.decided === undefined)) return [];
    return [
      [`${who} decides to pay`, () => deciding(world, number, {}, rules)],
      [`${who} decides to pay something else`, () => deciding(world, number, { amount: new Money(1, 'USD') }, rules)],
      [`${who}, a stranger, decides to pay`, () => deciding(world, number, { payer: stranger }, rules)],
    ];
  });
}

/** By its own projection, or by what orders says. */
function deciding(world: World, number: number, oddly: Partial<Attempt>, rules: Rules): World | undefined {
  const { id, userId, amount, confirmed, status } = world.order;
  const asked: PayableOrder = { id, userId, amount, confirmed, cancelled: status === 'cancelled' };
  const seen = world.known ?? asked;
  const paymentId = paymentIds[number];
  if (paymentId === undefined) return undefined;
  const attempt = { id: paymentId, payer: owner, amount: seen.amount, at: new Date(0), ...oddly };
  return withPayer(world, number, { ...nobody, decided: one(rules.begin(seen, attempt)) });
}

function taking(world: World, number: number, payer: Payer, decided: Payment, rules: Rules): World | undefined {
  const slot = rules.take(world.slot, decided);
  return slot === undefined ? undefined : { ...withPayer(world, number, { ...payer, payment: decided }), slot };
}

/** The provider says yes or no, one of them or both, once or again, sooner or later; or that it has sent back what nobody asked it to. */
function providerSteps(world: World, number: number, payer: Payer, payment: Payment, rules: Rules): Possibility[] {
  const taken = withPayer(world, number, { ...payer, taken: true });
  const steps: Possibility[] = [
    ['the provider says yes', () => writePayment(taken, number, rules, rules.succeed(payment))],
    ['the provider says no', () => writePayment(world, number, rules, rules.refuse(payment, 'no'))],
    ['the provider sends it back', () => writePayment(world, number, rules, rules.refunded(payment))],
  ];
  return steps.map(([what, to]) => [`${what} to payer ${number + 1}`, to]);
}

/** What orders does about a wish, by people's requests and by the sweeper. */
function cancellingSteps(world: World, rules: Rules): Possibility[] {
  const { order, cancellings } = world;
  const begins = order.status === 'pending' && order.wish && cancellings.length < cancellingsAtOnce;
  const steps = cancellings.flatMap((cancelling): Possibility[] => {
    const others = cancellings.filter((other) => other !== cancelling);
    const { read, word } = cancelling;
    const ends: Possibility = ['a cancelling is given up', () => withCancellings(world, others)];
    if (read.confirmed && word === undefined)
      return [ends, ['payments is asked to close the order', () => asking(world, others, read, rules)]];
    return [ends, ['the cancelling is decided and written', () => ending(world, others, cancelling, rules)]];
  });
  if (begins)
    steps.push([
      'a cancelling begins',
      () => withCancellings(world, [...cancellings, { read: order, word: undefined }]),
    ]);
  return steps;
}

function withCancellings(world: World, cancellings: readonly Cancelling[]): World {
  return { ...world, cancellings: cancellings.map(one).toSorted((a, b) => numberOfPart(a) - numberOfPart(b)) };
}

function asking(world: World, others: readonly Cancelling[], read: Order, rules: Rules): World {
  const { slot, outcome } = rules.close(world.slot, holderOf(world));
  return withCancellings({ ...world, slot }, [...others, { read, word: outcome }]);
}

/** Written only if the order is still as it was read; else it is read again, and what is closed need not be asked for again. */
function ending(world: World, others: readonly Cancelling[], { read, word }: Cancelling, rules: Rules): World {
  const decision = rules.cancel(read, word ?? 'not asked');
  if (decision.order === read) return withCancellings(world, others);
  if (rules.isAsRead(read, world.order)) return writeOrder(withCancellings(world, others), decision);
  return withCancellings(world, [...others, { read: world.order, word: word === 'closed' ? word : undefined }]);
}

function ordersSteps(world: World, rules: Rules, { confirmedLater, cancelledByHand }: Setting): Possibility[] {
  const { order } = world;
  const steps: Possibility[] = [
    ...wishes.map(
      ([what, wish]): Possibility => [what, () => ({ ...world, order: one(rules.wishToCancel(order, wish)) })],
    ),
    ['an administrator cancels it', () => writeOrder(world, rules.cancelPaid(order, admin))],
    ['it is processed', () => writeOrder(world, rules.advance(order, 'processing', admin))],
    ['it is shipped', () => writeOrder(world, rules.advance(order, 'shipped', admin))],
  ];
  if (confirmedLater && order.status === 'pending' && !order.confirmed)
    steps.push(['it is confirmed', () => confirmed(world)]);
  if (cancelledByHand && order.status === 'pending')
    steps.push([
      "it is cancelled behind payments' back",
      () => writeOrder(world, rules.cancel({ ...order, wish: { reason: 'by_admin', by: admin } }, 'closed')),
    ]);
  return steps;
}

/** As whoever reserves its stock will do. */
function confirmed(world: World): World {
  const { order } = world;
  const version = order.version + 1;
  const { id: orderId, userId, lines, amount, expiresAt } = order;
  const facts = [fact(orderConfirmed, { orderId, version, userId, lines, amount, expiresAt })];
  return tell({ ...world, order: one({ ...unchanged(order).order, version, confirmed: true }) }, facts);
}
