// Payments, newest first: one's own, or everybody's for an administrator; `?order_id=` for those of one order,
// `?status=` for those that are so.

import { orderId, paymentId } from '@paidonce/shared/contracts';
import { type Caller, cursor, limit, ownerSeenBy, page, type RouteRequest, skip } from '@paidonce/shared/http';
import { z } from 'zod';
import type { PaymentRepository } from '../../database/payment-repository.ts';
import { paymentAnswer, shownStatus, statusesShownAs } from '../payment-answer.ts';

export const listPaymentsQuery = z.strictObject({
  order_id: orderId.optional(),
  status: shownStatus.optional(),
  limit,
  skip,
  cursor: cursor(paymentId).optional(),
});

export const listPayments =
  (payments: PaymentRepository) =>
  async ({ query, caller }: RouteRequest<undefined, z.output<typeof listPaymentsQuery>, undefined, Caller>) => {
    const { order_id: orderId, status, limit, skip, cursor: before } = query;
    const statuses = status && statusesShownAs(status);
    const payer = ownerSeenBy(caller);
    const found = await payments.list({ payer, orderId, statuses, before, limit: limit + 1, skip });
    return page(found, {
      limit,
      keyOf: (payment) => payment.id,
      show: paymentAnswer.of,
      filters: { order_id: orderId, status },
    });
  };
