// Everything that payments answers over HTTP.

import { paymentId } from '@paidonce/shared/contracts';
import { problem, type Route, route } from '@paidonce/shared/http';
import { z } from 'zod';
import type { PaymentRepository } from './database/payment-repository.ts';
import { listPayments, listPaymentsQuery } from './features/list-payments/list-payments.http.ts';
import { payBody, payOrderHttp } from './features/pay-order/pay-order.http.ts';
import type { PayOrder } from './features/pay-order/pay-order.ts';
import { paymentAnswer } from './features/payment-answer.ts';
import { readPayment } from './features/read-payment/read-payment.http.ts';
import {
  callbackAnswer,
  callbackBody,
  receiveCallback,
  signedBy,
} from './features/receive-callback/receive-callback.http.ts';
import type { RecordOutcome } from './features/settle-payments/record-outcome.ts';

export type RoutesDependencies = {
  payOrder: PayOrder;
  payments: PaymentRepository;
  record: RecordOutcome;
  /** What the provider signs its callbacks with. Without it none is accepted. */
  secret: Uint8Array | undefined;
};

const who = 'user';
const params = z.object({ id: paymentId });
const paying = {
  200: paymentAnswer.schema,
  400: problem,
  402: problem,
  403: problem,
  404: problem,
  409: problem,
  503: problem,
};
const reading = { 200: paymentAnswer.schema, 404: problem };

export const routes = ({ payOrder, payments, record, secret }: RoutesDependencies): Route[] => [
  ...['/payments/pay', '/payments'].map((path) =>
    route(
      {
        method: 'post',
        path,
        summary: 'Pays an order: exactly its amount, and once',
        who,
        body: payBody,
        idempotent: true,
        answers: paying,
      },
      payOrderHttp(payOrder),
    ),
  ),
  route(
    {
      method: 'post',
      path: '/payments/callbacks',
      summary: 'The payment provider tells what became of a payment, or of a refund; told again it changes nothing',
      who: 'anyone',
      signed: signedBy(secret),
      body: callbackBody,
      answers: { 200: callbackAnswer, 404: problem },
    },
    receiveCallback(record),
  ),
  ...['/payments/status/:id', '/payments/:id'].map((path) =>
    route({ method: 'get', path, summary: 'One payment', who, params, answers: reading }, readPayment(payments)),
  ),
  route(
    {
      method: 'get',
      path: '/payments',
      summary: "One's own payments, newest first; everybody's for an administrator",
      who,
      query: listPaymentsQuery,
      answers: { 200: z.array(paymentAnswer.schema) },
    },
    listPayments(payments),
  ),
];
