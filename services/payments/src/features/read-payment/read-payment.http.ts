// Somebody looks at a payment: who made it, or an administrator. To others it does not exist.

import type { PaymentId } from '@paidonce/shared/contracts';
import { NotFound } from '@paidonce/shared/errors';
import { type Caller, ok, ownerSeenBy, type RouteRequest } from '@paidonce/shared/http';
import type { PaymentRepository } from '../../database/payment-repository.ts';
import { paymentAnswer } from '../payment-answer.ts';

export const readPayment =
  (payments: PaymentRepository) =>
  async ({ params, caller }: RouteRequest<{ id: PaymentId }, undefined, undefined, Caller>) => {
    const payment = await payments.find(params.id, ownerSeenBy(caller));
    if (!payment) throw new NotFound('There is no such payment');
    return ok(paymentAnswer.of(payment));
  };
