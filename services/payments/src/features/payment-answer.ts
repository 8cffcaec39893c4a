// A payment as clients see it.

import { z } from 'zod';
import type { Payment } from '../domain/payment.ts';

const schema = z
  .object({
    id: z.string(),
    user_id: z.string(),
    order_id: z.string(),
    amount: z.number(),
    currency: z.string(),
    status: z.string(),
    created_at: z.string(),
  })
  .meta({ id: 'Payment' });

export const paymentAnswer = {
  schema,
  of: (payment: Payment): z.infer<typeof schema> => ({
    id: payment.id,
    user_id: payment.userId,
    order_id: payment.orderId,
    amount: payment.amount.toNumber(),
    currency: payment.amount.currency,
    status: payment.status === 'refund_due' ? 'paid' : payment.status,
    created_at: payment.createdAt.toISOString(),
  }),
};
