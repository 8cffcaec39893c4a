// Orders could not take a payment: the money goes back, once.

import type { OrderPaymentRejected } from '@paidonce/shared/contracts';
import { type Handler, Poison } from '@paidonce/shared/inbox';
import type { PaymentRepository } from '../../database/payment-repository.ts';
import type { PaymentsSchema } from '../../database/schema.ts';
import { refunded, requestRefund } from '../../domain/payment.ts';

export const refundPayments =
  (payments: PaymentRepository): Handler<OrderPaymentRejected, PaymentsSchema> =>
  async (rejected, transaction) => {
    const known = await payments.lock(
      transaction,
      rejected.map((event) => event.data.paymentId),
    );
    const refunds = rejected.flatMap(({ data, trace }) => {
      const payment = known.get(data.paymentId);
      if (!payment) throw new Poison(`there is no payment ${data.paymentId}`);
      if (payment.orderId !== data.orderId) throw new Poison(`payment ${payment.id} is not of order ${data.orderId}`);
      const decision = refunded(requestRefund(payment, data.reason).payment);
      known.set(data.paymentId, decision.payment);
      return decision.payment === payment ? [] : [{ decision, trace }];
    });
    await payments.saveRefunds(transaction, refunds);
  };
