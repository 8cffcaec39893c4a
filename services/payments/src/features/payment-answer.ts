// A payment as clients see it.

import { z } from 'zod';
import type { Payment, PaymentStatus } from '../domain/payment.ts';

export const shownStatus = z.enum(['pending', 'paid', 'failed', 'refunded']);
export type ShownStatus = z.infer<typeof shownStatus>;

const schema = z.object({
  id: z.string(),
  user_id: z.string(),
  order_id: z.string(),
  amount: z.number(),
  currency: z.string(),
  status: shownStatus,
  created_at: z.string(),
});

/** Money that is due back is still paid for who waits for it. */
const shown: Record<PaymentStatus, ShownStatus> = {
  pending: 'pending',
  paid: 'paid',
  failed: 'failed',
  refund_due: 'paid',
  refunded: 'refunded',
};

export function statusesShownAs(wanted: ShownStatus): PaymentStatus[] {
  // The keys are those of the record above.
  return (Object.keys(shown) as PaymentStatus[]).filter((status) => shown[status] === wanted);
}

export const paymentAnswer = {
  schema,
  of: (payment: Payment): z.infer<typeof schema> => ({
    id: payment.id,
    user_id: payment.userId,
    order_id: payment.orderId,
    amount: payment.amount.toNumber(),
    currency: payment.amount.currency,
    status: shown[payment.status],
    created_at: payment.createdAt.toISOString(),
  }),
};
