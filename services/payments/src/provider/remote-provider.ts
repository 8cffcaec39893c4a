// A provider that is another system: asked over HTTP, by messages that are signed, and each by the payment's id.

import { createServicePool } from '@paidonce/shared/http';
import type { Part } from '@paidonce/shared/lifecycle';
import { signWebhook } from '@paidonce/shared/webhooks';
import { z } from 'zod';
import type { Payment } from '../domain/payment.ts';
import type { Provider } from './provider.ts';

export type RemoteProviderOptions = {
  /** Its base address, which may have a path. */
  url: string;
  secret: Uint8Array;
};

const mostConnections = 32;
const longestReason = 200;

/** Its words are kept and shown: no longer than that, and without what PostgreSQL does not take. */
const reason = z.string().transform((text) => text.toWellFormed().replaceAll('\0', '').slice(0, longestReason));

const chargeAnswer = z.discriminatedUnion('status', [
  z.object({ status: z.literal('succeeded') }),
  z.object({ status: z.literal('declined'), reason: reason.default('the provider gave no reason') }),
  z.object({ status: z.literal('pending') }),
]);
const refundAnswer = z.object({ status: z.enum(['succeeded', 'pending']) });

/** Nothing is certain before it has answered, so each payment and each refund goes three steps. */
export function remoteProvider({ url, secret }: RemoteProviderOptions): Provider & Part {
  const pool = createServicePool(url, mostConnections);
  const base = new URL(url).pathname.replace(/\/$/, '');

  /** @throws when no proper answer comes: then nothing is known */
  async function ask<Schema extends z.ZodType>(
    path: string,
    id: string,
    wish: object,
    answer: Schema,
    signal: AbortSignal,
  ): Promise<z.output<Schema>> {
    const body = JSON.stringify(wish);
    const headers = { 'content-type': 'application/json', ...signWebhook(secret, { id, at: new Date(), body }) };
    const { statusCode, body: told } = await pool.request({ method: 'POST', path: base + path, headers, body, signal });
    if (statusCode === 200) return answer.parse(await told.json());
    await told.dump();
    throw new Error(`the provider answered ${statusCode} to ${path}`);
  }

  return {
    name: 'provider',
    start: () => Promise.resolve(),
    stop: () => pool.destroy(),
    takesAtOnce: () => false,
    async charge(payment, signal) {
      const told = await ask('/charges', `charge-${payment.id}`, chargeOf(payment), chargeAnswer, signal);
      if (told.status === 'declined') return { refused: told.reason };
      return told.status === 'succeeded' ? 'succeeded' : 'undecided';
    },
    refundsAtOnce: () => false,
    async refund({ id }, signal) {
      const { status } = await ask('/refunds', `refund-${id}`, { payment_id: id }, refundAnswer, signal);
      return status === 'succeeded' ? 'refunded' : 'undecided';
    },
  };
}

function chargeOf({ id, amount, method }: Payment) {
  return { payment_id: id, amount_minor: amount.minor, currency: amount.currency, payment_method: method };
}
