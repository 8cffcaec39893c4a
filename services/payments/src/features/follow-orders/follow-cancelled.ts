// A cancelled order is never payable again, and what was paid for it goes back.

import type { OrderCancelled } from '@paidonce/shared/contracts';
import type { Handler } from '@paidonce/shared/inbox';
import type { PaymentsSchema } from '../../database/schema.ts';
import type { SlotRepository } from '../../database/slot-repository.ts';
import type { RefundPayments } from '../refund-payment/refund-payment.ts';

export type FollowCancelledDependencies = { slots: SlotRepository; refund: RefundPayments };

/** The slot remembers it, also when the cancellation comes before the order itself is known. */
export const followCancelled =
  ({ slots, refund }: FollowCancelledDependencies): Handler<OrderCancelled, PaymentsSchema> =>
  async (cancelled, transaction) => {
    await slots.closeFree(
      cancelled.map((event) => event.data.orderId),
      transaction,
    );
    const paid = cancelled.flatMap(({ data: { orderId, paymentId, reason }, trace }) =>
      paymentId === undefined ? [] : [{ paymentId, orderId, reason: `the order was cancelled: ${reason}`, trace }],
    );
    await refund(paid, transaction);
  };
