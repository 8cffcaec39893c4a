// One order and everything about it: what orders and payments have written down, and what is on its way between them.

import type { Word } from '@paidonce/orders/src/domain/cancel.ts';
import type { Order } from '@paidonce/orders/src/domain/order.ts';
import type { PayableOrder, Payment } from '@paidonce/payments/src/domain/payment.ts';
import type { Slot } from '@paidonce/payments/src/domain/slot.ts';
import type { Fact } from '@paidonce/shared/contracts';
import { numberOfPart } from './one.ts';

/** Somebody who tries to pay: decides upon what is known of the order, and writes later, or never. */
export type Payer = {
  readonly decided: Payment | undefined;
  readonly payment: Payment | undefined;
  /** The provider has said yes. */
  readonly taken: boolean;
  /** How often it was decided to send the money back. */
  readonly sentBack: number;
};

/** A cancelling under way: the order as it was read, and what payments has answered. It may end after any step. */
export type Cancelling = { readonly read: Order; readonly word: Word | undefined };

/** An event on its stream. */
export type Told = { readonly fact: Fact; readonly delivered: boolean };

export type World = {
  readonly order: Order;
  /** At payments. */
  readonly slot: Slot;
  readonly payers: readonly Payer[];
  /** What payments knows of the order from its events. */
  readonly known: PayableOrder | undefined;
  readonly cancellings: readonly Cancelling[];
  readonly told: readonly Told[];
  /** What should never have been written down. */
  readonly wrong: string | undefined;
};

/** What can happen, besides what always can. */
export type Setting = {
  name: string;
  /** Somebody else has to confirm the order before it can be paid. */
  confirmedLater?: true;
  /** Somebody cancels the order behind payments' back: a restored database, an operator's UPDATE. */
  cancelledByHand?: true;
  /** Payments believes that the order costs something else. */
  misinformed?: true;
};

/** The payment that holds the slot. */
export function holderOf({ slot, payers }: World): Payment | undefined {
  return payers.find(({ payment }) => payment?.id === slot)?.payment;
}

/** Two worlds that nobody can tell apart have the same. */
export function keyOf({ order, slot, payers, known, cancellings, told, wrong }: World): string {
  const parts = [order, known, ...payers, ...told, undefined, ...cancellings];
  return `${slot} ${parts.map(numberOfPart).join()} ${wrong ?? ''}`;
}
