// Who takes the money: what payments needs of a payment provider, whichever it is.

import type { Payment } from '../domain/payment.ts';

/** `undecided`: it may have done it, it may do it yet. Only asking again, or its callback, tells. */
export type ChargeVerdict = 'succeeded' | { refused: string } | 'undecided';
export type RefundVerdict = 'refunded' | 'undecided';

/**
 * A provider is asked by the id of the payment, which is its idempotency key: asked again it does nothing again, and says the same. A call that
 * fails, or is cut off by the signal, decides nothing.
 */
export type Provider = {
  /** Whether it is certain to take this money at once, with nobody to ask. Then the payment is written down as paid, in one step. */
  takesAtOnce(payment: Payment): boolean;
  charge(payment: Payment, signal: AbortSignal): Promise<ChargeVerdict>;
  /** The same for sending it back. */
  refundsAtOnce(payment: Payment): boolean;
  refund(payment: Payment, signal: AbortSignal): Promise<RefundVerdict>;
};
