// `POST /payments/pay` and `POST /payments`

import { moneyInput, orderId } from '@paidonce/shared/contracts';
import { type Caller, ok, type RouteRequest } from '@paidonce/shared/http';
import { z } from 'zod';
import { PaymentDeclined } from '../../domain/payment-declined.ts';
import { PaymentInProgress } from '../../domain/payment-in-progress.ts';
import { paymentAnswer } from '../payment-answer.ts';
import type { PayOrder } from './pay-order.ts';

export const payBody = z
  .strictObject({
    order_id: orderId,
    amount: moneyInput,
    payment_method: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be a token of 1 to 64 letters, digits, dashes and underscores')
      .optional(),
  })
  .meta({ examples: [{ order_id: '01a20201-55c5-724c-b0b4-740788fd3d68', amount: 109.08 }] });

type Request = RouteRequest<undefined, undefined, z.output<typeof payBody>, Caller>;

export const payOrderHttp =
  (payOrder: PayOrder) =>
  async ({ body, caller, ...asked }: Request) => {
    const request = { orderId: body.order_id, amount: body.amount, method: body.payment_method };
    const { result: payment, replayed } = await payOrder(request, caller, asked);
    const headers = replayed ? { 'Idempotency-Replayed': 'true' } : undefined;
    if (payment.status === 'pending') throw new PaymentInProgress();
    if (payment.status === 'failed') throw new PaymentDeclined(payment.reason ?? 'no reason was given', headers);
    return ok(paymentAnswer.of(payment), headers);
  };
