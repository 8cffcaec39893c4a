// `POST /payments/pay` and `POST /payments`

import { moneyInput, orderId } from '@paidonce/shared/contracts';
import { type Caller, ok, type RouteRequest } from '@paidonce/shared/http';
import { z } from 'zod';
import { paymentAnswer } from '../payment-answer.ts';
import type { PayOrder } from './pay-order.ts';

export const payBody = z.strictObject({ order_id: orderId, amount: moneyInput });

export const payOrderHttp =
  (payOrder: PayOrder) =>
  async ({ body, caller, trace, deadline }: RouteRequest<undefined, undefined, z.output<typeof payBody>, Caller>) =>
    ok(paymentAnswer.of(await payOrder(body.order_id, body.amount, caller, { trace, deadline })));
