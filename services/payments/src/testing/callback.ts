// For tests: a payment provider as it calls payments back.

import { newId, type PaymentId } from '@paidonce/shared/contracts';
import { call, type Reply } from '@paidonce/shared/testing';
import { signWebhook } from '@paidonce/shared/webhooks';

const bytes = Buffer.alloc(32, 'a secret of the tests alone');
export const providerSecret = `whsec_${bytes.toString('base64')}`;

export type Word = { type: 'charge.succeeded' | 'charge.declined' | 'refund.succeeded'; payment: PaymentId };

/** What makes a callback a bad one: another secret, another time, something changed after it was signed. */
export type Forgery = { secret?: Uint8Array; at?: Date; sent?: string };

export function callBack(url: string, { type, payment }: Word, forgery: Forgery = {}): Promise<Reply> {
  const { secret = bytes, at = new Date() } = forgery;
  const body = JSON.stringify({ type, data: { payment_id: payment } });
  const headers = signWebhook(secret, { id: newId(), at, body });
  return call(`${url}/payments/callbacks`, { body: forgery.sent ?? body, headers });
}
