// `POST /payments/callbacks`: the provider's word, which may come before its answer, after it, twice, or instead of it.

import type { IncomingHttpHeaders } from 'node:http';
import { paymentId } from '@paidonce/shared/contracts';
import { ok, type RouteRequest } from '@paidonce/shared/http';
import { InvalidSignature, verifyWebhook } from '@paidonce/shared/webhooks';
import { z } from 'zod';
import { type Decision, type Payment, refunded, refuse, succeed } from '../../domain/payment.ts';
import type { RecordOutcome } from '../settle-payments/record-outcome.ts';

export const callbackBody = z
  .strictObject({
    type: z.enum(['charge.succeeded', 'charge.declined', 'refund.succeeded']),
    data: z.strictObject({
      payment_id: paymentId,
      /** Of a refusal. */
      reason: z.string().min(1).max(200).optional(),
    }),
  })
  .meta({
    examples: [{ type: 'charge.succeeded', data: { payment_id: '01a20201-5604-7a8d-865e-60fc4e880430' } }],
  });
type Callback = z.output<typeof callbackBody>;

export const callbackAnswer = z.object({ received: z.literal(true) });

/** @throws InvalidSignature when the secret was not used, or there is none */
export const signedBy =
  (secret: Uint8Array | undefined) =>
  (headers: IncomingHttpHeaders, bytes: Uint8Array): void => {
    if (secret === undefined) throw new InvalidSignature('Nobody is expected to call here');
    verifyWebhook(secret, headers, bytes);
  };

const rules: Record<Callback['type'], (payment: Payment, reason: string) => Decision> = {
  'charge.succeeded': succeed,
  'charge.declined': refuse,
  'refund.succeeded': refunded,
};

export const receiveCallback =
  (record: RecordOutcome) =>
  async ({ body: { type, data } }: Pick<RouteRequest<undefined, undefined, Callback>, 'body'>) => {
    const { payment_id: id, reason = 'the provider gave no reason' } = data;
    await record(id, (payment) => rules[type](payment, reason));
    return ok({ received: true });
  };
