// The slot of an order: who may pay it. One payment at a time holds it, or nobody ever will again.

import type { Closing, PaymentId } from '@paidonce/shared/contracts';
import type { Payment } from './payment.ts';

/** `PaymentId`: this payment is under way, or has paid. `closed`: nothing pays this order any more. */
export type Slot = 'free' | 'closed' | PaymentId;

/**
 * A payment that begins takes the slot. Of payments that run at the same time the unique index lets one do so; this says what it has to come to.
 * @returns undefined when it cannot: the slot is not free
 */
export function take(slot: Slot, payment: Payment): Slot | undefined {
  return slot === 'free' ? payment.id : undefined;
}

/**
 * What the slot becomes when its payment changes. Only the provider's refusal frees it, and a time-out is none; money that goes back closes
 * it as soon as that is decided. A payment that does not hold the slot does nothing to it.
 */
export function slotAfter(slot: Slot, payment: Payment): Slot {
  if (slot !== payment.id) return slot;
  if (payment.status === 'failed') return 'free';
  return payment.status === 'pending' || payment.status === 'paid' ? slot : 'closed';
}

/**
 * Lets nobody pay any more, unless somebody has, or might.
 * @param holder the payment that holds the slot
 */
export function close(slot: Slot, holder: Payment | undefined): { slot: Slot; outcome: Closing } {
  if (slot === 'free' || slot === 'closed') return { slot: 'closed', outcome: 'closed' };
  return { slot, outcome: holder?.status === 'paid' ? 'paid' : 'in_progress' };
}
