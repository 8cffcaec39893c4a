// Orders does not want a payment, or wants it no more: the money goes back, once.

import type { OrderId, OrderPaymentRejected, PaymentId } from '@paidonce/shared/contracts';
import { type Handler, Poison } from '@paidonce/shared/inbox';
import type { Trace } from '@paidonce/shared/observability';
import type { PaymentRepository } from '../../database/payment-repository.ts';
import type { PaymentsSchema } from '../../database/schema.ts';
import { refunded, requestRefund } from '../../domain/payment.ts';
import type { Provider } from '../../provider/provider.ts';

export type RefundPaymentsDependencies = { payments: PaymentRepository; provider: Pick<Provider, 'refundsAtOnce'> };

type Wanted = { paymentId: PaymentId; orderId: OrderId; reason: string; trace: Trace };
type InTransaction = Parameters<PaymentRepository['lock']>[0];

/**
 * What the provider cannot send back at once is written down as due, which closes the order's slot, and is sent back by
 * whoever settles next.
 * @throws Poison when there is no such payment of this order
 */
export const refundPayments =
  ({ payments, provider }: RefundPaymentsDependencies) =>
  async (wanted: readonly Wanted[], transaction: InTransaction): Promise<void> => {
    const batch = await payments.lock(
      transaction,
      wanted.map(({ paymentId }) => paymentId),
    );
    for (const { paymentId, orderId, reason, trace } of wanted) {
      const payment = batch.find(paymentId);
      if (!payment) throw new Poison(`there is no payment ${paymentId}`);
      if (payment.orderId !== orderId) throw new Poison(`payment ${paymentId} is not of order ${orderId}`);
      const due = requestRefund(payment, reason);
      batch.add(due, trace);
      if (provider.refundsAtOnce(due.payment)) batch.add(refunded(due.payment), trace);
    }
    await payments.save(batch, transaction);
  };

export type RefundPayments = ReturnType<typeof refundPayments>;

/** A completed payment met an order that it could not pay. */
export const refundRejected =
  (refund: RefundPayments): Handler<OrderPaymentRejected, PaymentsSchema> =>
  (rejected, transaction) =>
    refund(
      rejected.map(({ data, trace }) => ({ ...data, trace })),
      transaction,
    );
